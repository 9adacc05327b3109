import {
	bearer,
	createClient,
	type Outcome,
	type Submission,
} from "../../index.ts";

/** What a runtime is asked to send, and where. */
export type Asked = {
	base_url: string;
	token: string;
	submission: Submission;
	deadline_ms: number;
};

/** Does what it is asked with the sdk and the runtime's own fetch, and nothing else. */
export function settle({
	base_url,
	token,
	submission,
	deadline_ms,
}: Asked): Promise<Outcome> {
	const client = createClient({ baseUrl: base_url, auth: bearer(token) });
	return client.respond(submission, { deadlineMs: deadline_ms });
}

/** The same over HTTP, for runtimes that serve. */
export async function answer(request: Request): Promise<Response> {
	const asked: Asked = JSON.parse(await request.text());
	return Response.json(await settle(asked));
}
