import { type Child, element, withCode, withoutCode } from "./dom.ts";
import { exampleParameters, examplesOf, exampleValue } from "./examples.ts";
import {
	type FormState,
	fillForm,
	type OperationForm,
	renderFormFields,
} from "./form-fields.ts";
import type { ExplorerOperation, OpenApiDocument } from "./openapi.ts";
import { optionPicker } from "./option-picker.ts";
import { repliesView } from "./replies-view.ts";
import { requestActions } from "./request-actions.ts";
import { schemaExample } from "./schema-example.ts";

/** The view of one request: description, form, HTTP response and described replies. */
export function operationView(
	operation: ExplorerOperation,
	{ components }: OpenApiDocument,
	state: FormState,
	isSample: boolean,
): Node[] {
	const { summary, description, method, path, body } = operation;
	const examples = isSample ? examplesOf(operation) : [];
	const first = examples[0]?.name ?? null;
	const form: OperationForm = {
		state,
		values: isSample ? exampleParameters(operation, first) : new Map(),
	};
	const area =
		body === null
			? null
			: bodyArea(
					(isSample ? exampleValue(body, first) : undefined) ??
						schemaExample(body.schema, components.schemas),
				);
	const { buttons, result, send } = requestActions(operation, form, area);
	const formElement = element(
		"form",
		{ "aria-label": withoutCode(summary) },
		examples.length === 0
			? null
			: exampleField(examples, (name) => {
					fillForm(form, exampleParameters(operation, name));
					if (area !== null && body !== null)
						area.value = formatted(exampleValue(body, name));
				}),
		renderFormFields(operation, form),
		area === null ? null : optionPicker(operation, form, area),
		area === null ? null : bodyField(area),
		buttons,
	);
	formElement.addEventListener("submit", (event) => {
		event.preventDefault();
		send();
	});
	return [
		element("h2", {}, ...withCode(summary)),
		element(
			"p",
			{ class: "line" },
			element("span", { class: `method ${method}` }, method),
			element("code", {}, ...breakable(path)),
		),
		...(description === null
			? []
			: [element("p", {}, ...withCode(description))]),
		formElement,
		result,
		repliesView(operation.replies),
	];
}

/** A choice of examples; each fills the parameters and the body together. */
function exampleField(
	examples: readonly { name: string; summary: string }[],
	onChoose: (name: string) => void,
): HTMLElement {
	const select = element(
		"select",
		{ id: "field-example", "aria-describedby": "hint-example" },
		...examples.map(({ name, summary }) =>
			element("option", { value: name }, `${summary} (${name})`),
		),
	);
	select.addEventListener("change", () => onChoose(select.value));
	return element(
		"div",
		{ class: "field" },
		element("label", { for: select.id }, "Example"),
		select,
		element(
			"p",
			{ class: "hint", id: "hint-example" },
			"Values of the sample company, for each outcome.",
		),
	);
}

function bodyArea(example: unknown): HTMLTextAreaElement {
	const text = formatted(example);
	const area = element("textarea", {
		id: "field-body",
		rows: String(text.split("\n").length),
		spellcheck: "false",
		autocomplete: "off",
	});
	area.value = text;
	return area;
}

function formatted(value: unknown): string {
	return JSON.stringify(value, null, 2);
}

function bodyField(area: HTMLTextAreaElement): HTMLElement {
	const label = element("label", { for: area.id }, "Body (JSON)");
	return element("div", { class: "field" }, label, area);
}

/** The path with a possible line break after each segment. */
function breakable(path: string): Child[] {
	return path.split(/(?<=\/)/).flatMap((part) => [part, element("wbr")]);
}
