import { normalizeComment } from "../contract/comment.ts";
import type { Me } from "../contract/directory.ts";
import {
	type History,
	type HistoryResponse,
	type HistoryStep,
	historyStepSchema,
} from "../contract/history.ts";
import type {
	Assignee,
	Instance,
	ResponseOption,
	StepOccurrence,
} from "../contract/instance.ts";
import type { Submission } from "../contract/submission.ts";
import type { ChangedField, OnRecord, PersonRef } from "../outcome/outcome.ts";
import { validate } from "../validation/validate.ts";
import type { StepFingerprint } from "./state.ts";

/**
 * What a read proves about our response on the step. An empty place proves nothing: a read may be stale,
 * hidden, or too early.
 */
export type Evidence =
	/** Our answered row. `exact` says whether a server that compares to the letter would call it the same. */
	| { kind: "same"; exact: boolean; attachments: unknown }
	| { kind: "different"; on_record: OnRecord; differs: ChangedField[] }
	| { kind: "ended_without_us"; decided_by: PersonRef[] }
	| { kind: "nothing"; finding: ReadFinding };

/** What a read that proves nothing has shown all the same. */
export type ReadFinding =
	/** The step is open and we have a row on it, unanswered. */
	| "unanswered"
	/** The step is current, and we have a row, but the option is not among those it offers. */
	| "not_offered"
	/** The step is open, and no row is ours. */
	| "no_row"
	/** The instance is at another step, or has ended. */
	| "not_current"
	| "hidden";

/** Whether a row is this person's: the login decides, the id only where there is no login (contract §2). */
export function isSamePerson(who: Assignee, me: Me): boolean {
	if (who.login !== null && me.login !== null)
		return who.login.toLowerCase() === me.login.toLowerCase();
	return who.id !== null && who.id === me.id;
}

/** The submission's step where this read shows it as current. */
export function currentStep(
	instance: Instance,
	{ response }: Submission,
): StepOccurrence | null {
	const step = instance.current_step_occurrence;
	return step?.id === response.current_step_occurrence_id ? step : null;
}

/** What a step shown as current tells of how to find it again later. */
export function fingerprintOf({
	step_uuid,
	started_at,
	available_response_options,
}: StepOccurrence): StepFingerprint {
	// A copy: the instance is the caller's, who may change it meanwhile.
	const options = available_response_options.map((each) => ({ ...each }));
	return { uuid: step_uuid, started_at, options };
}

/** What an instance read proves. Without `me` no row can be told to be ours. */
export function evidenceFromInstance(
	instance: Instance,
	submission: Submission,
	me: Me | null,
): Evidence {
	if (me === null) return { kind: "nothing", finding: "hidden" };
	const step = currentStep(instance, submission);
	if (step === null) return { kind: "nothing", finding: "not_current" };
	const rows = step.response_occurrences.filter(({ assignee }) =>
		isSamePerson(assignee, me),
	);
	const answers = rows.flatMap((row): RecordedRow[] =>
		row.selected_response_option === null
			? []
			: [
					{
						on_record: {
							option: row.selected_response_option,
							comment: row.comment,
							submitted_at: row.submitted_at,
						},
						attachments: row.attachments,
					},
				],
	);
	const proof = compareRows(answers, submission);
	if (proof !== null) return proof;
	if (rows.length === 0) return { kind: "nothing", finding: "no_row" };
	if (rows.some(({ submitted_at }) => submitted_at !== null))
		return { kind: "nothing", finding: "hidden" };
	const options = step.available_response_options;
	const offered =
		options.length === 0 ||
		options.some(
			({ id }) => id === submission.response.selected_response_option_id,
		);
	return { kind: "nothing", finding: offered ? "unanswered" : "not_offered" };
}

/** What a history proves: the only read that shows a response after its step has ended. */
export function evidenceFromHistory(
	history: History,
	submission: Submission,
	me: Me | null,
	fingerprint: StepFingerprint | null,
): Evidence {
	const nothing: Evidence = { kind: "nothing", finding: "hidden" };
	const step = findHistoryStep(history, submission, fingerprint);
	if (step === null || me === null) return nothing;
	const mine = step.responses.filter((row) => isSamePerson(row, me));
	const answered = mine.filter(
		(row) => row.response !== null || row.responded_at !== null,
	);
	const options = [
		...(fingerprint?.options ?? []),
		...step.available_response_options,
	];
	const proof = compareRows(
		answered.flatMap((row) =>
			mapLabel(row, options).map((on_record) => ({
				on_record,
				attachments: row.attachments,
			})),
		),
		submission,
	);
	if (proof !== null) return proof;
	// An answer of ours whose label maps to no option, or of somebody whom nothing names, leaves everything open.
	const unclear =
		answered.length > 0 ||
		step.responses.some(({ login, id }) => login === null && id === null);
	if (unclear) return nothing;
	if (step.ended_at === null)
		return {
			kind: "nothing",
			finding: mine.length > 0 ? "unanswered" : "no_row",
		};
	return { kind: "ended_without_us", decided_by: decidedBy(step) };
}

/** The submission's step in a history: by its id, else by uuid and start from a read while it was current. */
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
	const wanted = submission.response.current_step_occurrence_id;
	const contradicts = ({ uuid }: HistoryStep) =>
		uuid !== null &&
		fingerprint !== null &&
		fingerprint.uuid !== null &&
		uuid !== fingerprint.uuid;
	const byId = steps.find((step) => step.id === wanted && !contradicts(step));
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

/** A history names an option by its label: it counts only where exactly one known option bears it. */
export function mapLabel(
	row: HistoryResponse,
	options: ResponseOption[],
): OnRecord[] {
	const named = options.filter(({ name }) => name === row.response);
	const [option] = named;
	if (option === undefined || named.some(({ id }) => id !== option.id))
		return [];
	return [{ option, comment: row.comment, submitted_at: row.responded_at }];
}

/** An answer of ours, and its files as a read shows them. */
type RecordedRow = { on_record: OnRecord; attachments: unknown };

function compareRows(
	answers: RecordedRow[],
	submission: Submission,
): Evidence | null {
	const compared = answers.map((answer) => compareRow(answer, submission));
	return compared.find(({ kind }) => kind === "same") ?? compared[0] ?? null;
}

function compareRow(
	{ on_record, attachments }: RecordedRow,
	{ response }: Submission,
): Evidence {
	const differs: ChangedField[] = [];
	if (on_record.option.id !== response.selected_response_option_id)
		differs.push("response_option");
	if (
		normalizeComment(on_record.comment) !== normalizeComment(response.comment)
	)
		differs.push("comment");
	if (differs.length > 0) return { kind: "different", on_record, differs };
	return {
		kind: "same",
		exact: (on_record.comment ?? "") === (response.comment ?? ""),
		attachments,
	};
}

/** Who ended a step, as far as the history names them: a manager who overrode it, else its responders. */
export function decidedBy({ override, responses }: HistoryStep): PersonRef[] {
	const people =
		override === null
			? responses.filter(({ responded_at }) => responded_at !== null)
			: [override.overridden_by];
	return people.flatMap((person) =>
		person?.id ? [{ id: person.id, name: person.name ?? "" }] : [],
	);
}
