import {
	type History,
	type HistoryResponse,
	type HistoryStep,
	historyStepSchema,
} from "../contract/history.ts";
import type { ResponseOption } from "../contract/instance.ts";
import type { Submission } from "../contract/submission.ts";
import type { OnRecord, PersonRef } from "../outcome/outcome.ts";
import { validate } from "../validation/validate.ts";
import type { StepFingerprint } from "./state.ts";

/** Finds the submission's step in a history: by id, else by the uuid and start of its fingerprint. */
export function findHistoryStep(
	history: History,
	submission: Submission,
	fingerprint: StepFingerprint | null,
): HistoryStep | null {
	const steps = history.history.flatMap(({ type, details }) => {
		const parsed =
			type === "ResponseStep" ? validate(historyStepSchema, details) : null;
		return parsed?.kind === "parsed" ? [parsed.value] : [];
	});
	const stepId = submission.response.current_step_occurrence_id;
	const hasOtherUuid = ({ uuid }: HistoryStep) =>
		uuid !== null &&
		fingerprint !== null &&
		fingerprint.uuid !== null &&
		uuid !== fingerprint.uuid;
	const byId = steps.find((step) => step.id === stepId && !hasOtherUuid(step));
	if (byId !== undefined) return byId;
	if (
		fingerprint === null ||
		fingerprint.uuid === null ||
		fingerprint.started_at === null
	)
		return null;
	return (
		steps.find(
			({ uuid, started_at }) =>
				uuid === fingerprint.uuid && started_at === fingerprint.started_at,
		) ?? null
	);
}

/** Maps a history row's label to a response option; `[]` unless exactly one known option has this label. */
export function mapLabel(
	row: HistoryResponse,
	options: ResponseOption[],
): OnRecord[] {
	const matches = options.filter(({ name }) => name === row.response);
	const [option] = matches;
	if (option === undefined || matches.some(({ id }) => id !== option.id))
		return [];
	return [{ option, comment: row.comment, submitted_at: row.responded_at }];
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
