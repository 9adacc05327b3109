import type {
	Attachments,
	HistoryStep,
	Instance,
	Me,
	ResponseOption,
	Submission,
} from "@signoff/core";
import type { WaitingStep } from "@signoff/sdk";

export type { WaitingStep };

/** A step that ended before the current one, as the history shows it. */
export type PreviousStep = HistoryStep;

/** The identity of a waiting step: unique in an inbox. */
export function waitingStepId({ scope, instance, step }: WaitingStep): string {
	return stepId({ ...scope, id: instance.id, step_id: step.id });
}

/** The identity of a step by its ids: that of its row in an inbox. `id`: the instance. */
export function stepId({
	company_id,
	project_id,
	id,
	step_id,
}: {
	company_id: string;
	project_id?: string | undefined;
	id: string;
	step_id: string;
}): string {
	return JSON.stringify([company_id, project_id ?? null, id, step_id]);
}

/** The identity of the step that a submission answers. */
export function answeredStepId({ response, ...ids }: Submission): string {
	return stepId({ ...ids, step_id: response.current_step_occurrence_id });
}

/** The tool and the item that the step is about. */
export function itemName({ tool, instance }: WaitingStep): string {
	return instance.item_id === null ? tool : `${tool} ${instance.item_id}`;
}

/** The step's name, or its id if it has none. */
export function stepName({ step }: WaitingStep): string {
	return step.name ?? `Step ${step.id}`;
}

/** The project's name and id; `null` for a company's own instance. */
export function projectName({ scope, project }: WaitingStep): string | null {
	const { project_id } = scope;
	if (project_id === undefined) return null;
	return project === null ? project_id : `${project} (${project_id})`.trim();
}

/** The names of the instance's creator and manager, if the server shows them (contract §2). */
export function instancePeople(instance: Instance): {
	creator: string | null;
	manager: string | null;
} {
	return {
		creator: nameIn(instance["created_by"]),
		manager: nameIn(instance["workflow_manager"]),
	};
}

/** The submission for an option, a comment and files that the server has. An empty comment is left out. */
export function buildSubmission(
	{ scope, instance, step }: WaitingStep,
	option: ResponseOption,
	comment: string,
	attachments?: Attachments,
): Submission {
	const { company_id, project_id } = scope;
	return {
		company_id,
		...(project_id === undefined ? {} : { project_id }),
		id: instance.id,
		response: {
			current_step_occurrence_id: step.id,
			selected_response_option_id: option.id,
			...(comment === "" ? {} : { comment }),
			...(attachments === undefined ? {} : { attachments }),
		},
	};
}

/** A person's name, or else their login or id. */
export function personName(
	person: Pick<Me, "name" | "login"> & { id: string | null },
): string {
	return person.name ?? person.login ?? person.id ?? "unknown person";
}

function nameIn(person: unknown): string | null {
	if (typeof person !== "object" || person === null) return null;
	const name: unknown =
		Reflect.get(person, "name") ?? Reflect.get(person, "login");
	return typeof name === "string" && name !== "" ? name : null;
}
