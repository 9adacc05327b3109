import type { Shown } from "./answer.ts";
import { element } from "./element.ts";

/** What stands before a status, so that colour is not all there is. */
const marks: Record<Shown["tone"], string> = {
	good: "✓",
	refused: "✕",
	failed: "!",
};

/** Shows an answer: its status, what it means, its headers and its body. */
export function answerView(shown: Shown): HTMLElement[] {
	const { status, phrase, tone, words, headers, body } = shown;
	return [
		element(
			"p",
			{ class: `status ${tone}` },
			element("span", { class: "mark", "aria-hidden": "true" }, marks[tone]),
			element("strong", {}, `${status} ${phrase}`.trim()),
		),
		...(words === null
			? []
			: [
					element("p", { class: "sentence" }, words.sentence),
					...(words.next === null
						? []
						: [element("p", { class: "next" }, words.next)]),
				]),
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
			{ class: "headers" },
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

/** Shows that no answer came. */
export function noAnswerView(): HTMLElement[] {
	return [
		element(
			"p",
			{ class: "status failed" },
			element("span", { class: "mark", "aria-hidden": "true" }, "!"),
			element("strong", {}, "No answer"),
		),
		element(
			"p",
			{ class: "sentence" },
			"The endpoint could not be reached, or the connection broke. What was sent may have arrived: sending the same again is safe.",
		),
	];
}
