import { element, withCode } from "./dom.ts";
import type { DescribedReply } from "./openapi.ts";

/** The replies that the document describes, with their examples. */
export function repliesView(
	replies: Record<string, DescribedReply>,
): HTMLElement {
	return element(
		"section",
		{ "aria-label": "Replies", class: "replies" },
		element("h3", {}, "Replies"),
		element(
			"dl",
			{},
			...Object.entries(replies).flatMap(([status, reply]) => [
				element("dt", {}, status),
				element("dd", {}, ...withCode(reply.description), ...examples(reply)),
			]),
		),
	);
}

function examples({ content = {} }: DescribedReply): HTMLElement[] {
	return Object.values(content).flatMap(({ example, examples = {} }) => [
		...(example === undefined ? [] : [exampleView("Example", example)]),
		...Object.values(examples).map(({ summary, value }) =>
			exampleView(summary, value),
		),
	]);
}

function exampleView(summary: string, value: unknown): HTMLElement {
	return element(
		"details",
		{},
		element("summary", {}, summary),
		element(
			"pre",
			{ tabindex: "0", "aria-label": `${summary}, as a body` },
			JSON.stringify(value, null, 2),
		),
	);
}
