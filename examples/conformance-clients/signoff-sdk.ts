// npx @signoff/conformance client --command "node signoff-sdk.ts" --by-name --exact-requests
import { createInterface } from "node:readline";
import {
	bearer,
	createClient,
	type Draft,
	type Outcome,
	type Submission,
} from "@signoff/sdk";

type Request = {
	base_url: string;
	token: string;
	submission: Submission;
	draft: Draft | null;
	deadline_ms: number;
};

for await (const line of createInterface({ input: process.stdin }))
	console.log(JSON.stringify({ outcome: await respond(JSON.parse(line)) }));

async function respond(request: Request): Promise<Outcome> {
	const { base_url: baseUrl, token, submission, draft } = request;
	const client = createClient({ baseUrl, auth: bearer(token) });
	const deadlineMs = request.deadline_ms;
	if (draft === null) return client.respond(submission, { deadlineMs });
	const resolved = await client.resolveDraft(draft, { deadlineMs });
	if (resolved.kind === "refused") return resolved.outcome;
	const { instance } = resolved;
	return client.respond(resolved.submission, { instance, deadlineMs });
}
