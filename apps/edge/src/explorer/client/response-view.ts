import { element } from "./dom.ts";
import type { RenderedResponse } from "./response.ts";

/** The mark before a status, so that its meaning does not depend on colour alone. */
const marks: Record<RenderedResponse["tone"], string> = {
	good: "✓",
	refused: "✕",
	failed: "!",
};

/** The status of an HTTP response and its meaning; `null` stands for a request without one. */
export function statusView(rendered: RenderedResponse | null): HTMLElement[] {
	if (rendered === null)
		return [
			statusLine("failed", "No HTTP response"),
			element(
				"p",
				{ class: "sentence" },
				"The endpoint is not reachable, or the connection was lost. The request may have arrived: it is safe to send it again.",
			),
		];
	const { status, phrase, tone, description } = rendered;
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

/** The body and the headers of an HTTP response. */
export function detailsView({
	headers,
	body,
}: RenderedResponse): HTMLElement[] {
	return [
		body === ""
			? element("p", { class: "hint" }, "The HTTP response has no body.")
			: element(
					"section",
					{ "aria-label": "Body" },
					element("h4", {}, "Body"),
					element("pre", { tabindex: "0", id: "response-body" }, body),
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
