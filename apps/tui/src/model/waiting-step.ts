import type {
	HistoryStep,
	Instance,
	Me,
	Scope,
	StepOccurrence,
	Submission,
} from "@signoff/core";

/** A step with its instance, tool and scope. In the inbox it waits for this person's response. */
export type WaitingStep = Scope & {
	/** The project's name, or `null` if it is not known. */
	project: string | null;
	/** The tool's name, such as "Invoices". */
	tool: string;
	instance: Instance;
	step: StepOccurrence;
	/** ISO 8601, UTC. */
	waiting_since: string | null;
	overdue: boolean;
};

/** What tells one waiting step from another. */
export function keyOf({
	company_id,
	project_id,
	instance,
	step,
}: WaitingStep): string {
	return JSON.stringify([company_id, project_id ?? null, instance.id, step.id]);
}

/** What the step is about: the tool and the item. */
export function itemOf({ tool, instance }: WaitingStep): string {
	return instance.item_id === null ? tool : `${tool} ${instance.item_id}`;
}

/** The step's name, or what stands for it. */
export function stepName({ step }: WaitingStep): string {
	return step.name ?? `Step ${step.id}`;
}

/** The project, as its id and name; `null` for a company's own instance. */
export function projectOf({ project_id, project }: WaitingStep): string | null {
	return project_id === undefined
		? null
		: `${project ?? ""} ${project === null ? project_id : `(${project_id})`}`.trim();
}

/** Who asks, as far as the instance tells (contract §2: `created_by`, `workflow_manager`). */
export function askers(instance: Instance): {
	asked_by: string | null;
	manager: string | null;
} {
	return {
		asked_by: nameIn(instance["created_by"]),
		manager: nameIn(instance["workflow_manager"]),
	};
}

/** The submission that an answer comes to. */
export function submissionFor(
	{ company_id, project_id, instance, step }: WaitingStep,
	option: string,
	comment: string,
): Submission {
	return {
		company_id,
		...(project_id === undefined ? {} : { project_id }),
		id: instance.id,
		response: {
			current_step_occurrence_id: step.id,
			selected_response_option_id: option,
			...(comment === "" ? {} : { comment }),
		},
	};
}

/** A person as rows name one, with a mark on oneself. */
export function personName(
	who: Pick<Me, "name" | "login"> & { id: string | null },
): string {
	return who.name ?? who.login ?? who.id ?? "somebody";
}

/** What was answered before the current step, as the history shows it. */
export type Earlier = HistoryStep;

function nameIn(person: unknown): string | null {
	if (typeof person !== "object" || person === null) return null;
	const name: unknown =
		Reflect.get(person, "name") ?? Reflect.get(person, "login");
	return typeof name === "string" && name !== "" ? name : null;
}
