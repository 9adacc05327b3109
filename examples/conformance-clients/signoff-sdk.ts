// npx @signoff/conformance client --command "node signoff-sdk.ts" --by-name --exact-requests
import { createInterface } from "node:readline";
import { bearer, createClient, type Outcome } from "@signoff/sdk";

for await (const line of createInterface({ input: process.stdin }))
	console.log(JSON.stringify({ outcome: await respond(JSON.parse(line)) }));

async function respond(call: {
	base_url: string;
	token: string;
	submission: Parameters<typeof client.respond>[0];
	draft: Parameters<typeof client.resolveDraft>[0] | null;
	deadline_ms: number;
}): Promise<Outcome> {
	const { base_url: baseUrl, token, submission, draft } = call;
	const client = createClient({ baseUrl, auth: bearer(token) });
	const deadlineMs = call.deadline_ms;
	if (draft === null) return client.respond(submission, { deadlineMs });
	const resolved = await client.resolveDraft(draft, { deadlineMs });
	if (resolved.kind === "refused") return resolved.outcome;
	const { instance } = resolved;
	return client.respond(resolved.submission, { instance, deadlineMs });
}
