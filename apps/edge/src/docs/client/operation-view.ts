import { shownOf } from "./answer.ts";
import { answerView, noAnswerView } from "./answer-view.ts";
import { element } from "./element.ts";
import { exampleOf } from "./example.ts";
import { fieldsOf, type Memory } from "./fields.ts";
import { type Prepared, prepare } from "./request.ts";
import type { OpenApi, Operation } from "./spec.ts";

/** Shows one request: what it does, what it needs, a button, and its answer. */
export function operationView(
	operation: Operation,
	{ components }: OpenApi,
	memory: Memory,
): HTMLElement[] {
	const body =
		operation.body === null
			? null
			: bodyField(exampleOf(operation.body, components.schemas));
	const answer = element("div", {
		id: "answer",
		role: "status",
		"aria-live": "polite",
	});
	const button = element("button", { type: "submit" }, "Send");
	const form = element(
		"form",
		{ "aria-label": operation.summary },
		fieldsOf(operation, memory),
		body === null ? null : body.field,
		button,
	);
	form.addEventListener("submit", (event) => {
		event.preventDefault();
		const { values, token } = memory;
		const request = prepare(operation, values, token, body?.area.value ?? "");
		button.disabled = true;
		answer.replaceChildren(element("p", { class: "hint" }, "Sending …"));
		void send(request).then((shown) => {
			answer.replaceChildren(element("h3", {}, "Answer"), ...shown);
			button.disabled = false;
		});
	});
	return [
		element("h2", {}, operation.summary),
		element(
			"p",
			{ class: "line" },
			element(
				"span",
				{ class: `method ${operation.method}` },
				operation.method,
			),
			element("code", {}, ...breakable(operation.path)),
		),
		operation.description === null
			? element("span")
			: element("p", {}, operation.description),
		form,
		answer,
	];
}

function bodyField(example: unknown): {
	field: HTMLElement;
	area: HTMLTextAreaElement;
} {
	const text = JSON.stringify(example, null, 2);
	const area = element("textarea", {
		id: "field-body",
		rows: String(text.split("\n").length + 1),
		spellcheck: "false",
		autocomplete: "off",
	});
	area.value = text;
	const label = element("label", { for: "field-body" }, "Body (JSON)");
	return { field: element("div", { class: "field" }, label, area), area };
}

/** A long path may break after each of its parts. */
function breakable(path: string): (Node | string)[] {
	return path
		.split(/(?<=\/)/)
		.flatMap((part) => [part, document.createElement("wbr")]);
}

async function send({
	path,
	method,
	headers,
	body,
}: Prepared): Promise<HTMLElement[]> {
	try {
		const answer = await fetch(path, {
			method,
			headers,
			...(body === null ? {} : { body }),
			cache: "no-store",
			credentials: "omit",
			redirect: "error",
		});
		return answerView(shownOf(answer, await answer.text()));
	} catch {
		return noAnswerView();
	}
}
