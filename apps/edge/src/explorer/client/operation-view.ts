import { type Child, element } from "./dom.ts";
import { type FormState, formFields } from "./form-fields.ts";
import type { OpenApiDocument, Operation } from "./openapi.ts";
import { optionPicker } from "./option-picker.ts";
import { buildRequest } from "./request.ts";
import { renderResponse } from "./response.ts";
import { detailsView, statusView } from "./response-view.ts";
import { schemaExample } from "./schema-example.ts";
import { send } from "./send.ts";

/** Shows one request: what it does, what it needs, a button, and its answer. */
export function operationView(
	operation: Operation,
	{ components }: OpenApiDocument,
	memory: FormState,
): Node[] {
	const { summary, description, method, path, body } = operation;
	const area =
		body === null ? null : bodyArea(schemaExample(body, components.schemas));
	const button = element("button", { type: "submit" }, "Send");
	const form = element(
		"form",
		{ "aria-label": summary },
		formFields(operation, memory),
		area === null ? null : optionPicker(operation, memory, area),
		area === null ? null : bodyField(area),
		button,
	);
	// Only the short of it is read out; the rest is there to be looked at.
	const short = element("div", { role: "status" });
	const rest = element("div");
	const answer = element(
		"section",
		{ "aria-label": "Answer", hidden: true },
		element("h3", {}, "Answer"),
		short,
		rest,
	);
	form.addEventListener("submit", (event) => {
		event.preventDefault();
		const { values, token } = memory;
		button.disabled = true;
		answer.hidden = false;
		short.replaceChildren(element("p", { class: "hint" }, "Sending …"));
		rest.replaceChildren();
		const request = buildRequest(operation, values, token, area?.value ?? "");
		void send(request).then((received) => {
			const shown = received === null ? null : renderResponse(received);
			short.replaceChildren(...statusView(shown));
			rest.replaceChildren(...(shown === null ? [] : detailsView(shown)));
			button.disabled = false;
			answer.scrollIntoView({ block: "nearest" });
		});
	});
	return [
		element("h2", {}, summary),
		element(
			"p",
			{ class: "line" },
			element("span", { class: `method ${method}` }, method),
			element("code", {}, ...breakable(path)),
		),
		...(description === null
			? []
			: [element("p", {}, ...withCode(description))]),
		form,
		answer,
	];
}

function bodyArea(example: unknown): HTMLTextAreaElement {
	const text = JSON.stringify(example, null, 2);
	const area = element("textarea", {
		id: "field-body",
		rows: String(text.split("\n").length),
		spellcheck: "false",
		autocomplete: "off",
	});
	area.value = text;
	return area;
}

function bodyField(area: HTMLTextAreaElement): HTMLElement {
	const label = element("label", { for: area.id }, "Body (JSON)");
	return element("div", { class: "field" }, label, area);
}

/** A long path may break after each of its parts. */
function breakable(path: string): Child[] {
	return path.split(/(?<=\/)/).flatMap((part) => [part, element("wbr")]);
}

/** Words between backticks are code. */
function withCode(text: string): Child[] {
	return text
		.split("`")
		.map((part, index) => (index % 2 === 0 ? part : element("code", {}, part)));
}
