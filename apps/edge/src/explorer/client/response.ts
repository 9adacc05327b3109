import { type Description, describe, outcomeFromHttp } from "@signoff/core";
import type { ReceivedResponse } from "./send.ts";

/** An answer, ready to be shown. */
export type RenderedResponse = {
	status: number;
	phrase: string;
	/** How it looks: what was asked for, a refusal, a failure of the server. */
	tone: "good" | "refused" | "failed";
	/** The outcome in words; `null` where the answer is no outcome. */
	description: Pick<Description, "sentence" | "next"> | null;
	headers: [name: string, value: string][];
	/** Indented where it is JSON; `""` where there is none. */
	body: string;
};

/** Makes an answer readable. What it means is core's to say. */
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
