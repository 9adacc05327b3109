import type { Instance, Submission } from "@signoff/core";

/** What a response is about. `null`: not known. */
export type ResponseSubject = {
	/** The tool and the item: "Invoices 49001". */
	item: string | null;
	step_id: string | null;
	step_name: string | null;
	/** The option's name. */
	option: string | null;
	option_id: string | null;
	instance_id: string;
};

/**
 * The subject of a submission.
 *
 * @param instance as it was read; what it does not show stays unknown
 * @param optionName the option's name, if the instance does not show it
 */
export function subjectOf(
	{ id, response }: Submission,
	instance: Instance | undefined,
	optionName: string | null = null,
): ResponseSubject {
	const step_id = response.current_step_occurrence_id;
	const option_id = response.selected_response_option_id;
	const current = instance?.current_step_occurrence;
	const step = current?.id === step_id ? current : null;
	const option = step?.available_response_options.find(
		(each) => each.id === option_id,
	);
	return {
		item: itemOf(instance),
		step_id,
		step_name: step?.name ?? null,
		option: option?.name ?? optionName,
		option_id,
		instance_id: id,
	};
}

/** One line that names item, step, option and instance. It is not sanitized. */
export function subjectText({
	item,
	step_id,
	step_name,
	option,
	option_id,
	instance_id,
}: ResponseSubject): string {
	const step =
		step_id === null
			? null
			: step_name === null
				? `step ${step_id}`
				: `${step_name} (step ${step_id})`;
	const answer = option ?? (option_id === null ? null : `option ${option_id}`);
	return [item, step, answer, `instance ${instance_id}`]
		.filter((part) => part !== null)
		.join(", ");
}

/** "Purchase order contract 483", from the type of the tool and the item's id. */
function itemOf(instance: Instance | undefined): string | null {
	if (instance === undefined) return null;
	const { tool_type, item_id } = instance;
	const words = [tool_type?.replaceAll("_", " "), item_id].filter(Boolean);
	const text = words.join(" ");
	return text === "" ? null : text.charAt(0).toUpperCase() + text.slice(1);
}
