import { type Instance, instanceSchema, validate } from "@signoff/core";
import { unwrapData } from "@signoff/core/contract";
import { element } from "./dom.ts";
import type { FormState } from "./form-fields.ts";
import type { Operation } from "./openapi.ts";
import { buildRequest } from "./request.ts";
import { send } from "./send.ts";

/** For a request that answers an instance's step: a button that looks at the instance and offers its options. `null` for others. */
export function optionPicker(
	operation: Operation,
	memory: FormState,
	area: HTMLTextAreaElement,
): HTMLElement | null {
	if (!operation.path.endsWith("/{id}/responses")) return null;
	const said = element("div", { role: "status", class: "offer" });
	const look = element(
		"button",
		{ type: "button", class: "second" },
		"Look at the instance",
	);
	look.addEventListener("click", () => {
		void fetchInstance(operation, memory).then((instance) => {
			said.replaceChildren(...optionButtons(instance, area));
		});
	});
	return element("div", { class: "look" }, look, said);
}

async function fetchInstance(
	operation: Operation,
	{ values, token }: FormState,
): Promise<Instance | null> {
	const path = operation.path.replace(/\/responses$/, "");
	const read = { ...operation, method: "GET", path, body: null };
	const answer = await send(buildRequest(read, values, token, ""));
	if (answer?.status !== 200) return null;
	const instance = validate(instanceSchema, unwrapData(answer.data));
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
				"It cannot be read: check the token and the ids above.",
			),
		];
	const step = instance.current_step_occurrence;
	if (step === null)
		return [element("p", { class: "hint" }, "The instance has ended.")];
	return [
		element(
			"p",
			{ class: "hint" },
			`Step “${step.name ?? step.id}”: choose an answer.`,
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
