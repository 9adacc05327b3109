import {
	type History,
	type HistoryStep,
	historyStepSchema,
} from "../contract/history.ts";
import type { PersonRef } from "../outcome/outcome.ts";
import { isSameMoment } from "./same-moment.ts";
import type { ShownStep, StepFingerprint } from "./state.ts";

/** Finds a step in a history: by id, else by the uuid and start of its fingerprint. */
export function findHistoryStep(
	history: History,
	id: string,
	fingerprint: StepFingerprint | null,
): HistoryStep | null {
	const steps = historySteps(history);
	return (
		findStep(steps, { id, uuid: fingerprint?.uuid ?? null }) ??
		steps.find(
			({ uuid, started_at }) =>
				uuid !== null &&
				uuid === fingerprint?.uuid &&
				isSameMoment(started_at, fingerprint.started_at),
		) ??
		null
	);
}

/** True if the history lists a step by its id. */
export function listsStep(history: History, step: ShownStep): boolean {
	return findStep(historySteps(history), step) !== undefined;
}

/** No source confirms that a history's ids are those of step occurrences (contract §2): another uuid refutes it. */
function findStep(
	steps: HistoryStep[],
	{ id, uuid }: ShownStep,
): HistoryStep | undefined {
	return steps.find(
		(step) =>
			step.id === id &&
			(step.uuid === null || uuid === null || step.uuid === uuid),
	);
}

/** The response steps of a history that can be parsed (contract §2). */
export function historySteps({ history }: History): HistoryStep[] {
	return history.flatMap(({ type, details }) =>
		type === "ResponseStep"
			? (historyStepSchema.safeParse(details).data ?? [])
			: [],
	);
}

/** Who ended a step, according to the history: the manager who overrode it, else its responders. */
export function decidedBy({ override, responses }: HistoryStep): PersonRef[] {
	const people =
		override === null
			? responses.filter(({ responded_at }) => responded_at !== null)
			: [override.overridden_by];
	return people.flatMap((person) =>
		person?.id ? [{ id: person.id, name: person.name ?? "" }] : [],
	);
}
