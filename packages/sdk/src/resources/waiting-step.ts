import type {
	Instance,
	Me,
	Scope,
	StepOccurrence,
} from "@signoff/core/contract";
import { isSamePerson } from "@signoff/core/settlement";
import type { InstanceList } from "./inbox-sources.ts";

/** A current step with its instance, tool and scope. In the inbox it waits for the owner of the token. */
export type WaitingStep = {
	/** The company, and the project if the instance is a project's. */
	scope: Scope;
	/** The project's name; `null` at company level, or if it is not known. */
	project: string | null;
	/** The tool's name, such as "Invoices"; several tools of one type share a list: "RFIs / Permits". */
	tool: string;
	/** The instance as it was read; `respond` accepts it as `instance`. */
	instance: Instance;
	/** The instance's current step. */
	step: StepOccurrence;
	/** When the step became current: ISO 8601, UTC; `null` if the server does not say. */
	waiting_since: string | null;
	/** Whether the step's due time had passed when it was found. */
	overdue: boolean;
};

/**
 * The current step, if it waits for this person; else `null`. It waits if they have a row and none of their rows is
 * answered: one answered row is their response, and a row without `submitted_at` is unanswered (contract §2).
 */
export function waitingStepOf(
	instance: Instance,
	{ scope, project, tool }: InstanceList,
	me: Me,
): WaitingStep | null {
	const step = instance.current_step_occurrence;
	if (step === null) return null;
	const mine = step.response_occurrences.filter(({ assignee }) =>
		isSamePerson(assignee, me),
	);
	const waits =
		mine.length > 0 && mine.every(({ submitted_at }) => submitted_at === null);
	if (!waits) return null;
	return {
		scope,
		project,
		tool,
		instance,
		step,
		waiting_since: step.started_at,
		overdue: Date.parse(step.overdue_at ?? "") < Date.now(),
	};
}
