import { element } from "./dom.ts";
import type { Operation, Parameter } from "./openapi.ts";

/** What was filled in so far, in memory only: other requests find it again by name. */
export type FormState = { values: Map<string, string>; token: string };

/** The fields of a request's token and parameters. */
export function formFields(
	operation: Operation,
	memory: FormState,
): HTMLElement {
	return element(
		"div",
		{ class: "fields" },
		operation.needsToken ? tokenField(memory) : null,
		...operation.parameters.map((parameter) =>
			parameterField(parameter, memory),
		),
	);
}

function tokenField(memory: FormState): HTMLElement {
	const input = element("input", {
		id: "field-token",
		type: "password",
		autocomplete: "off",
		spellcheck: "false",
		required: true,
		"aria-describedby": "hint-token",
	});
	input.value = memory.token;
	input.addEventListener("input", () => {
		memory.token = input.value.trim();
	});
	return field(
		"token",
		"Access token",
		"Kept in this page only, until you leave it.",
		input,
	);
}

/** The company's header goes with the company of the path, until it is changed. */
const follows: Partial<Record<string, string>> = {
	"Procore-Company-Id": "company_id",
};

function parameterField(
	{ name, required, description, schema }: Parameter,
	memory: FormState,
): HTMLElement {
	const leader = follows[name];
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
		memory.values.get(name) ??
		(leader === undefined ? "" : (memory.values.get(leader) ?? ""));
	memory.values.set(name, control.value);
	control.addEventListener("input", () => {
		const value = control.value.trim();
		for (const [follower, followed] of Object.entries(follows))
			if (followed === name) copyToFollower(follower, memory, name, value);
		memory.values.set(name, value);
	});
	return field(name, name, description ?? null, control, required);
}

function copyToFollower(
	follower: string,
	{ values }: FormState,
	leader: string,
	value: string,
): void {
	if ((values.get(follower) ?? "") !== (values.get(leader) ?? "")) return;
	values.set(follower, value);
	const input = document.getElementById(`field-${follower}`);
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
			: element("p", { class: "hint", id: `hint-${name}` }, hint),
	);
}
