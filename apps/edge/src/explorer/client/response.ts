import { type Description, describe, outcomeFromHttp } from "@signoff/core";
import type { ReceivedResponse } from "./send.ts";

/** An HTTP response, ready for display. */
export type RenderedResponse = {
	status: number;
	phrase: string;
	/** The style: success or redirect, refusal (4xx), server error. */
	tone: "good" | "refused" | "failed";
	/** The outcome in words; `null` if the HTTP response is not an outcome. */
	description: Pick<Description, "sentence" | "next"> | null;
	headers: [name: string, value: string][];
	/** Indented if it is JSON; `""` if there is none. */
	body: string;
};

/** Prepares an HTTP response for display. Core describes its outcome. */
export function renderResponse({
	status,
	statusText,
	headers,
	text,
	data,
}: ReceivedResponse): RenderedResponse {
	const outcome = outcomeFromHttp({
		status,
		headers: Object.fromEntries(headers),
		data,
	});
	return {
		status,
		phrase: statusText,
		tone: status < 400 ? "good" : status < 500 ? "refused" : "failed",
		description: outcome === null ? null : describe(outcome),
		headers: [...headers],
		body: data === undefined ? text : JSON.stringify(data, null, 2),
	};
}
