import {
	type History,
	type HistoryStep,
	historySchema,
	type Instance,
	instanceSchema,
	type OnRecord,
	type SettlementState,
	validate,
} from "@signoff/core";
import { historyStepSchema, unwrapData } from "@signoff/core/contract";
import { isSamePerson } from "@signoff/core/settlement";
import type { ResponseEvent } from "./build-mutant.ts";

type CurrentStep = NonNullable<Instance["current_step_occurrence"]>;

/** A response on record as a conflict shows it. */
export function recordedAs(
	label: string | null,
	comment: string | null,
): OnRecord {
	return {
		option: { id: null, name: label ?? "", response_type: null },
		comment,
		submitted_at: null,
	};
}

/** The history that an HTTP response carries; `null` if it carries none. */
export function readHistory(
	{ command }: SettlementState,
	event: ResponseEvent,
): History | null {
	const history =
		command.kind === "read_history" && event.status === 200
			? validate(historySchema, unwrapData(event.data))
			: null;
	return history?.kind === "parsed" ? history.value : null;
}

/** The response steps of a history. */
export function historySteps({ history }: History): HistoryStep[] {
	return history.flatMap(({ type, details }) => {
		const step =
			type === "ResponseStep" ? validate(historyStepSchema, details) : null;
		return step?.kind === "parsed" ? [step.value] : [];
	});
}

/** The instance that an HTTP response carries; `null` if it carries none. */
export function readInstance(
	{ command }: SettlementState,
	event: ResponseEvent,
): Instance | null {
	const instance =
		command.kind === "read_instance" && event.status === 200
			? validate(instanceSchema, unwrapData(event.data))
			: null;
	return instance?.kind === "parsed" ? instance.value : null;
}

/** The respondent's row of the submission's step, if an HTTP response shows that step as current. */
export function respondentRow(
	state: SettlementState,
	event: ResponseEvent,
): CurrentStep["response_occurrences"][number] | undefined {
	const step = readInstance(state, event)?.current_step_occurrence;
	if (!step || step.id !== state.submission.response.current_step_occurrence_id)
		return undefined;
	return step.response_occurrences.find(
		({ assignee }) => state.me !== null && isSamePerson(assignee, state.me),
	);
}
