import type { PreparedRequest } from "./request.ts";

/** An answer as it came; `data` is its JSON, `undefined` where it is none. */
export type ReceivedResponse = {
	status: number;
	statusText: string;
	headers: Headers;
	text: string;
	data: unknown;
};

/** Sends a request to this origin; `null` where no answer came. */
export async function send({
	path,
	method,
	headers,
	body,
}: PreparedRequest): Promise<ReceivedResponse | null> {
	try {
		const answer = await fetch(path, {
			method,
			headers,
			...(body === null ? {} : { body }),
			cache: "no-store",
			credentials: "omit",
			redirect: "error",
		});
		const text = await answer.text();
		const { status, statusText } = answer;
		const data = parseJson(text);
		return { status, statusText, headers: answer.headers, text, data };
	} catch {
		return null;
	}
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
