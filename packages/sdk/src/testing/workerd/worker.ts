import {
	bearer,
	createClient,
	type Outcome,
	type Submission,
} from "../../index.ts";

/** What the worker is asked to send, and where. */
type Asked = {
	base_url: string;
	token: string;
	submission: Submission;
	deadline_ms: number;
};

/** A worker that does nothing but ask the sdk, with the runtime's own fetch. For tests alone. */
const worker: { fetch(request: Request): Promise<Response> } = {
	async fetch(request) {
		if (hasNode()) return new Response("Node is here.", { status: 500 });
		const asked: Asked = JSON.parse(await request.text());
		const client = createClient({
			baseUrl: asked.base_url,
			auth: bearer(asked.token),
		});
		const outcome: Outcome = await client.respond(asked.submission, {
			deadlineMs: asked.deadline_ms,
		});
		return Response.json(outcome);
	},
};

export default worker;

/** Whether anything of Node's is there to lean on. */
function hasNode(): boolean {
	return "process" in globalThis || "Buffer" in globalThis;
}
