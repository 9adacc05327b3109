import { bearer, createClient } from "@signoff/sdk";

/** Loads what the sdk loads when it is first needed: in virtual time it would come too late. */
export async function loadModules(): Promise<void> {
	const answers = [
		() => Promise.reject(new TypeError("fetch failed")),
		() => Promise.resolve(new Response("<html>", { status: 200 })),
	];
	const submission = {
		company_id: "4201",
		id: "9001",
		response: {
			current_step_occurrence_id: "1",
			selected_response_option_id: "2000",
		},
	};
	for (const fetch of answers) {
		const client = createClient({
			baseUrl: "https://procore.example",
			auth: bearer("token"),
			fetch,
		});
		await Promise.allSettled([
			client.me(submission, { deadlineMs: 1 }),
			client.instances.get(submission, "9001", { deadlineMs: 1 }),
			client.settle(submission, { deadlineMs: 1, save: async () => {} }),
		]);
	}
}
