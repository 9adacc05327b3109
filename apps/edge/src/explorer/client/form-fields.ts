import { element, withCode } from "./dom.ts";
import type { ExplorerOperation, Parameter } from "./openapi.ts";

/** What was typed, in memory only. Requests share values by parameter name. */
export type FormState = { typed: Map<string, string>; token: string };

/** The form of one request: what was typed, and its own values by parameter name. */
export type OperationForm = { state: FormState; values: Map<string, string> };

/** The input fields for a request's token and parameters. */
export function renderFormFields(
	operation: ExplorerOperation,
	form: OperationForm,
): HTMLElement {
	return element(
		"div",
		{ class: "fields" },
		operation.needsToken ? tokenField(form.state) : null,
		...operation.parameters.map((parameter) => parameterField(parameter, form)),
	);
}

function tokenField(state: FormState): HTMLElement {
	const input = element("input", {
		id: "field-token",
		type: "password",
		autocomplete: "off",
		spellcheck: "false",
		required: true,
		"aria-describedby": "hint-token",
	});
	input.value = state.token;
	input.addEventListener("input", () => {
		state.token = input.value.trim();
	});
	return field(
		"token",
		"Access token",
		"Stored in the memory of this page only.",
		input,
	);
}

/** Parameters that copy the value of another one until they are edited: follower to leader. */
const leaders: Partial<Record<string, string>> = {
	"Procore-Company-Id": "company_id",
};

function parameterField(
	{ name, required, description, schema }: Parameter,
	{ state, values }: OperationForm,
): HTMLElement {
	const leader = leaders[name];
	const id = `field-${name}`;
	const control =
		schema.type === "boolean"
			? selectInput(id, ["", "true", "false"])
			: element("input", {
					id,
					autocomplete: "off",
					spellcheck: "false",
					required,
					...(schema.type === "integer" ? { inputmode: "numeric" } : {}),
					...(description === undefined
						? {}
						: { "aria-describedby": `hint-${name}` }),
				});
	control.value =
		state.typed.get(name) ??
		values.get(name) ??
		(leader === undefined ? "" : (values.get(leader) ?? ""));
	values.set(name, control.value);
	control.addEventListener("input", () => {
		const value = control.value.trim();
		for (const [follower, leader] of Object.entries(leaders))
			if (leader === name) copyToFollower(follower, values, name, value);
		values.set(name, value);
		state.typed.set(name, value);
	});
	return field(name, name, description ?? null, control, required);
}

function copyToFollower(
	follower: string,
	values: Map<string, string>,
	leader: string,
	value: string,
): void {
	if ((values.get(follower) ?? "") !== (values.get(leader) ?? "")) return;
	values.set(follower, value);
	showValue(follower, value);
}

/** Sets the values of a form, also if others were typed. */
export function fillForm(
	{ state, values }: OperationForm,
	given: ReadonlyMap<string, string>,
): void {
	for (const [name, value] of given) {
		values.set(name, value);
		state.typed.delete(name);
		showValue(name, value);
	}
}

function showValue(name: string, value: string): void {
	const input = document.getElementById(`field-${name}`);
	if (input instanceof HTMLInputElement) input.value = value;
}

function selectInput(id: string, options: string[]): HTMLSelectElement {
	return element(
		"select",
		{ id },
		...options.map((value) =>
			element("option", { value }, value === "" ? "either" : value),
		),
	);
}

function field(
	name: string,
	label: string,
	hint: string | null,
	control: HTMLElement,
	required = true,
): HTMLElement {
	return element(
		"div",
		{ class: "field" },
		element(
			"label",
			{ for: control.id },
			label,
			required ? null : element("span", { class: "optional" }, " optional"),
		),
		control,
		hint === null
			? null
			: element("p", { class: "hint", id: `hint-${name}` }, ...withCode(hint)),
	);
}
