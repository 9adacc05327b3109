import type { PreparedRequest } from "./request.ts";

/** An HTTP response as received; `data` is its parsed JSON, `undefined` if the body is not JSON. */
export type ReceivedResponse = {
	status: number;
	statusText: string;
	headers: Headers;
	text: string;
	data: unknown;
};

/** Sends a request to this origin; `null` if there is no HTTP response. */
export async function send({
	path,
	method,
	headers,
	body,
}: PreparedRequest): Promise<ReceivedResponse | null> {
	try {
		const response = await fetch(path, {
			method,
			headers,
			...(body === null ? {} : { body }),
			cache: "no-store",
			credentials: "omit",
			redirect: "error",
		});
		const text = await response.text();
		const { status, statusText } = response;
		const data = parseJson(text);
		return { status, statusText, headers: response.headers, text, data };
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
