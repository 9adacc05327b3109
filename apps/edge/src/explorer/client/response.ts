import {
	type Description,
	describe,
	type Outcome,
	outcomeFromHttp,
	outcomeSchema,
	validate,
} from "@signoff/core";
import { describePreview, expectedOutcome } from "@signoff/core/settlement";
import type { ReceivedResponse } from "./send.ts";

/** An HTTP response, ready for display. */
export type RenderedResponse = {
	status: number;
	phrase: string;
	/** The style: success or redirect, refusal (4xx), server error. */
	tone: "good" | "refused" | "failed";
	/** The outcome in words, or what it would be; `null` if the HTTP response says nothing of one. */
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
	const outcome =
		outcomeFromHttp({
			status,
			headers: Object.fromEntries(headers),
			data,
		}) ?? outcomeOf(data);
	return {
		status,
		phrase: statusText,
		tone: status < 400 ? "good" : status < 500 ? "refused" : "failed",
		description: outcome === null ? previewText(data) : describe(outcome),
		headers: [...headers],
		body: data === undefined ? text : JSON.stringify(data, null, 2),
	};
}

/** The outcome in a body with `return=representation`, or in a settlement; `null` if there is none. */
function outcomeOf(data: unknown): Outcome | null {
	if (typeof data !== "object" || data === null || !("outcome" in data))
		return null;
	const outcome = validate(outcomeSchema, data.outcome);
	return outcome.kind === "parsed" ? outcome.value : null;
}

function previewText(
	data: unknown,
): Pick<Description, "sentence" | "next"> | null {
	if (typeof data !== "object" || data === null || !("preview" in data))
		return null;
	const preview = Object(data.preview);
	// An expected `uncertain` has no `retry_at`.
	const isPreview =
		preview.would === "uncertain" ||
		validate(outcomeSchema, expectedOutcome(preview)).kind === "parsed";
	if (!isPreview) return null;
	const { sentence } = describePreview(preview);
	return { sentence, next: "A preview records nothing." };
}
