import {
	bearer,
	createClient,
	type Outcome,
	type Submission,
} from "../../index.ts";

/** A submission for a runtime to settle, and its server. */
export type RespondRequest = {
	base_url: string;
	token: string;
	submission: Submission;
	deadline_ms: number;
};

/** Settles it with the sdk and the runtime's own fetch, and nothing else. */
export function respondToClientCall({
	base_url,
	token,
	submission,
	deadline_ms,
}: RespondRequest): Promise<Outcome> {
	const client = createClient({ baseUrl: base_url, auth: bearer(token) });
	return client.respond(submission, { deadlineMs: deadline_ms });
}

/** The same over HTTP, for runtimes that serve. */
export async function serveClientCall(request: Request): Promise<Response> {
	const body: RespondRequest = JSON.parse(await request.text());
	return Response.json(await respondToClientCall(body));
}
