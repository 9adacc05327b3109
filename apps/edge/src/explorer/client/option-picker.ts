import { type Instance, instanceSchema, validate } from "@signoff/core";
import { unwrapData } from "@signoff/core/contract";
import { element } from "./dom.ts";
import type { OperationForm } from "./form-fields.ts";
import type { ExplorerOperation } from "./openapi.ts";
import { buildRequest } from "./request.ts";
import { send } from "./send.ts";

/**
 * For a request that responds to a step: a button that reads the instance and offers its response options, which fill
 * the body. `null` for other requests.
 */
export function optionPicker(
	operation: ExplorerOperation,
	form: OperationForm,
	area: HTMLTextAreaElement,
): HTMLElement | null {
	if (!operation.path.endsWith("/{id}/responses")) return null;
	const options = element("div", { role: "status", class: "options" });
	const load = element(
		"button",
		{ type: "button", class: "second" },
		"Load response options",
	);
	load.addEventListener("click", () => {
		void fetchInstance(operation, form).then((instance) => {
			options.replaceChildren(...optionButtons(instance, area));
		});
	});
	return element("div", { class: "picker" }, load, options);
}

async function fetchInstance(
	operation: ExplorerOperation,
	{ values, state }: OperationForm,
): Promise<Instance | null> {
	const path = operation.path.replace(/\/responses$/, "");
	const read = { ...operation, method: "GET", path, body: null };
	const response = await send(buildRequest(read, values, state.token, ""));
	if (response?.status !== 200) return null;
	const instance = validate(instanceSchema, unwrapData(response.data));
	return instance.kind === "parsed" ? instance.value : null;
}

function optionButtons(
	instance: Instance | null,
	area: HTMLTextAreaElement,
): HTMLElement[] {
	if (instance === null)
		return [
			element(
				"p",
				{ class: "hint" },
				"The instance cannot be read: check the token and the ids above.",
			),
		];
	const step = instance.current_step_occurrence;
	if (step === null)
		return [element("p", { class: "hint" }, "The instance has ended.")];
	return [
		element(
			"p",
			{ class: "hint" },
			`Step “${step.name ?? step.id}”: choose a response option.`,
		),
		...step.available_response_options.map(({ id, name }) => {
			const choose = element(
				"button",
				{ type: "button", class: "second" },
				name,
			);
			choose.addEventListener("click", () => {
				area.value = JSON.stringify(
					{
						response: {
							current_step_occurrence_id: step.id,
							selected_response_option_id: id,
							comment: "",
							attachments: {},
						},
					},
					null,
					2,
				);
			});
			return choose;
		}),
	];
}
