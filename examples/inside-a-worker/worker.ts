// npx wrangler dev --port 8788 --var SIGNOFF_BASE_URL:http://127.0.0.1:8787
import { bearer, createClient, describe, parseSubmission } from "@signoff/sdk";

type Env = { SIGNOFF_BASE_URL?: string };
type Context = { waitUntil(work: Promise<unknown>): void };

/** Submits the posted response with the sender's own token: the worker holds no secret. */
async function submit(
	request: Request,
	{ SIGNOFF_BASE_URL: baseUrl }: Env,
	context: Context,
): Promise<Response> {
	const authorization = request.headers.get("Authorization") ?? "";
	const token = /^Bearer (\S+)$/i.exec(authorization)?.[1];
	if (token === undefined)
		return new Response("An access token is missing.\n", { status: 401 });
	const json: unknown = await request.json().catch(() => null);
	const submission = parseSubmission(json);
	if (submission.kind === "invalid")
		return Response.json({ issues: submission.issues }, { status: 400 });

	const client = createClient({
		auth: bearer(token),
		...(baseUrl === undefined ? {} : { baseUrl }),
	});
	const pending = client.respond(submission.value, { deadlineMs: 20_000 });
	// Keeps the worker running until the outcome is known, also if the sender disconnects.
	context.waitUntil(pending);
	const outcome = await pending;
	const { sentence } = describe(outcome);
	return Response.json({ kind: outcome.kind, sentence, outcome });
}

const worker: {
	fetch(request: Request, env: Env, context: Context): Promise<Response>;
} = {
	async fetch(request, env, context) {
		return request.method === "POST"
			? submit(request, env, context)
			: new Response("POST a submission.\n", { status: 405 });
	},
};

export default worker;
