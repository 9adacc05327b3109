import { element } from "./dom.ts";
import type { RenderedResponse } from "./response.ts";

/** What stands before a status, so that colour is not all there is. */
const marks: Record<RenderedResponse["tone"], string> = {
	good: "✓",
	refused: "✕",
	failed: "!",
};

/** Says what came back, shortly: its status, and what it means. `null` means that no answer came. */
export function statusView(shown: RenderedResponse | null): HTMLElement[] {
	if (shown === null)
		return [
			statusLine("failed", "No answer"),
			element(
				"p",
				{ class: "sentence" },
				"The endpoint could not be reached, or the connection broke. What was sent may have arrived: sending the same again is safe.",
			),
		];
	const { status, phrase, tone, description } = shown;
	const next = description?.next ?? null;
	return [
		statusLine(tone, `${status} ${phrase}`.trim()),
		...(description === null
			? []
			: [element("p", { class: "sentence" }, description.sentence)]),
		...(next === null ? [] : [element("p", { class: "next" }, next)]),
	];
}

function statusLine(tone: RenderedResponse["tone"], text: string): HTMLElement {
	return element(
		"p",
		{ class: `status ${tone}` },
		element("span", { class: "mark", "aria-hidden": "true" }, marks[tone]),
		element("strong", {}, text),
	);
}

/** Shows the rest of an answer: its body and its headers. */
export function detailsView({
	headers,
	body,
}: RenderedResponse): HTMLElement[] {
	return [
		body === ""
			? element("p", { class: "hint" }, "The answer has no body.")
			: element(
					"section",
					{ "aria-label": "Body" },
					element("h4", {}, "Body"),
					element("pre", { tabindex: "0", id: "answer-body" }, body),
				),
		element(
			"details",
			{ class: "headers", open: body === "" },
			element("summary", {}, `Headers (${headers.length})`),
			element(
				"dl",
				{},
				...headers.flatMap(([name, value]) => [
					element("dt", {}, name),
					element("dd", {}, value),
				]),
			),
		),
	];
}
