import { type Child, element } from "./dom.ts";
import { type FormState, renderFormFields } from "./form-fields.ts";
import type { ExplorerOperation, OpenApiDocument } from "./openapi.ts";
import { optionPicker } from "./option-picker.ts";
import { buildRequest } from "./request.ts";
import { renderResponse } from "./response.ts";
import { detailsView, statusView } from "./response-view.ts";
import { schemaExample } from "./schema-example.ts";
import { send } from "./send.ts";

/** The view of one request: description, form and HTTP response. */
export function operationView(
	operation: ExplorerOperation,
	{ components }: OpenApiDocument,
	state: FormState,
): Node[] {
	const { summary, description, method, path, body } = operation;
	const area =
		body === null ? null : bodyArea(schemaExample(body, components.schemas));
	const button = element("button", { type: "submit" }, "Send");
	const form = element(
		"form",
		{ "aria-label": summary },
		renderFormFields(operation, state),
		area === null ? null : optionPicker(operation, state, area),
		area === null ? null : bodyField(area),
		button,
	);
	// Screen readers announce the status only, not the details.
	const status = element("div", { role: "status" });
	const details = element("div");
	const responseSection = element(
		"section",
		{ "aria-label": "HTTP response", hidden: true },
		element("h3", {}, "HTTP response"),
		status,
		details,
	);
	form.addEventListener("submit", (event) => {
		event.preventDefault();
		const { values, token } = state;
		button.disabled = true;
		responseSection.hidden = false;
		status.replaceChildren(element("p", { class: "hint" }, "Sending …"));
		details.replaceChildren();
		const request = buildRequest(operation, values, token, area?.value ?? "");
		void send(request).then((received) => {
			const rendered = received === null ? null : renderResponse(received);
			status.replaceChildren(...statusView(rendered));
			details.replaceChildren(
				...(rendered === null ? [] : detailsView(rendered)),
			);
			button.disabled = false;
			responseSection.scrollIntoView({ block: "nearest" });
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
		responseSection,
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

/** The path with a possible line break after each segment. */
function breakable(path: string): Child[] {
	return path.split(/(?<=\/)/).flatMap((part) => [part, element("wbr")]);
}

/** The text with code elements for the parts between backticks. */
function withCode(text: string): Child[] {
	return text
		.split("`")
		.map((part, index) => (index % 2 === 0 ? part : element("code", {}, part)));
}
