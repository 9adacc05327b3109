import {
	bearer,
	createClient,
	type Draft,
	type Outcome,
	type Submission,
} from "../../index.ts";

/** A response for a runtime to settle, and its server. Has the shape of the conformance package's `ClientCall`. */
export type RespondRequest = {
	base_url: string;
	token: string;
	/** As a user wrote it: a malformed submission would not compile. */
	submission: unknown;
	/** Resolved and sent instead of the submission. */
	draft: Draft | null;
	deadline_ms: number;
};

/** Settles it with the sdk and the runtime's own fetch, and nothing else. */
export async function respondToClientCall({
	base_url,
	token,
	submission,
	draft,
	deadline_ms: deadlineMs,
}: RespondRequest): Promise<Outcome> {
	const client = createClient({ baseUrl: base_url, auth: bearer(token) });
	if (draft === null)
		return client.respond(submission as Submission, { deadlineMs });
	const resolved = await client.resolveDraft(draft, { deadlineMs });
	if (resolved.kind === "refused") return resolved.outcome;
	const { instance } = resolved;
	return client.respond(resolved.submission, { instance, deadlineMs });
}

/** The same over HTTP, for runtimes that serve. */
export async function serveClientCall(request: Request): Promise<Response> {
	const body: RespondRequest = JSON.parse(await request.text());
	return Response.json(await respondToClientCall(body));
}
