import { normalizeComment } from "@signoff/core/contract";
import { outcomes } from "@signoff/core/outcome";
import { isSamePerson } from "@signoff/core/settlement";
import { type Mutant, misreadEvent, prematureFinish } from "./build-mutant.ts";
import { misreadEachRow, misreadRows, type ShownRow } from "./misread-rows.ts";
import {
	historySteps,
	readHistory,
	readInstance,
	recordedAs,
	respondentRow,
} from "./mutant-evidence.ts";
import { coreRule } from "./settlement-rule.ts";

/** Mistakes in reading who has responded, what, and when. */
export const mutantsOfReads: Mutant[] = [
	{
		name: "takes an empty login for a person's",
		rule: {
			...coreRule,
			advance: (state, event, now, random) =>
				coreRule.advance(
					state,
					event.kind === "response"
						? { ...event, data: withSharedLogin(event.data) }
						: event,
					now,
					random,
				),
		},
	},
	misreadEachRow("takes another id for another person", (row) => {
		const { assignee } = row;
		return typeof assignee === "object" && assignee !== null
			? { ...row, assignee: withoutLogin(assignee) }
			: withoutLogin(row);
	}),
	misreadEachRow("takes a row with an option for an answered one", (row) => ({
		...row,
		...(row["selected_response_option"] && row["submitted_at"] === null
			? { submitted_at: "2026-01-05T09:00:00.000Z" }
			: {}),
		...(row["response"] && row["responded_at"] === null
			? { responded_at: "2026-01-05T09:00:00.000Z" }
			: {}),
	})),
	misreadEachRow("takes a time that is a number for none", (row) => ({
		...row,
		...(typeof row["submitted_at"] === "number" ? { submitted_at: null } : {}),
		...(typeof row["responded_at"] === "number" ? { responded_at: null } : {}),
	})),
	misreadRows("reads no row beside one without the contract's shape", (rows) =>
		rows.every((row) => typeof row === "object" && row !== null) ? rows : [],
	),
	misreadRows("reads only the first row of a person", (rows) =>
		rows.filter(
			(row, index) =>
				rows.findIndex((other) => keysOf(other) === keysOf(row)) === index,
		),
	),
	prematureFinish(
		"takes a display of a comment for another one",
		(state, event) => {
			const own = respondentRow(state, event);
			const { selected_response_option_id, comment } =
				state.submission.response;
			if (
				own === undefined ||
				own.submitted_at === null ||
				own.selected_response_option?.id !== selected_response_option_id ||
				normalizeComment(own.comment) === normalizeComment(comment)
			)
				return null;
			return outcomes.conflict(recordedAs(null, own.comment), ["comment"]);
		},
	),
	prematureFinish(
		"takes a label with white space for another one",
		(state, event) => {
			const { current_step_occurrence_id, selected_response_option_id } =
				state.submission.response;
			const history = readHistory(state, event);
			const step =
				history &&
				historySteps(history).find(
					({ id }) => id === current_step_occurrence_id,
				);
			const own = step?.responses.find(
				(row) =>
					row.responded_at !== null &&
					state.me !== null &&
					isSamePerson(row, state.me),
			);
			const submitted = step?.available_response_options.find(
				({ id }) => id === selected_response_option_id,
			);
			return own?.response && submitted && own.response !== submitted.name
				? outcomes.conflict(recordedAs(own.response, own.comment), [
						"response_option",
					])
				: null;
		},
	),
	prematureFinish(
		"takes an empty list of options for a complete one",
		(state, event) => {
			const step = readInstance(state, event)?.current_step_occurrence;
			const { current_step_occurrence_id } = state.submission.response;
			return step?.id === current_step_occurrence_id &&
				step.available_response_options.length === 0
				? outcomes.invalid([])
				: null;
		},
	),
	misreadEvent("offers no option that has no name", (state, event) =>
		event.kind === "response" && state.command.kind === "read_instance"
			? { ...event, data: withoutNamelessOptions(event.data) }
			: event,
	),
	{
		name: "previews an unknown outcome as superseded",
		rule: {
			...coreRule,
			preview: (submission, me, instance, history) => {
				const preview = coreRule.preview(submission, me, instance, history);
				return preview.would === "uncertain"
					? { would: "superseded", decided_by: [], attempts: [] }
					: preview;
			},
		},
	},
];

/** Every empty login becomes the same person's. */
function withSharedLogin(data: unknown): unknown {
	return JSON.parse(
		JSON.stringify(data ?? null).replaceAll('"login":""', '"login":"shared"'),
	);
}

function withoutLogin(person: object): ShownRow {
	return { ...person, login: null };
}

function withoutNamelessOptions(data: unknown): unknown {
	return JSON.parse(JSON.stringify(data ?? null), (key, value: unknown) =>
		key === "available_response_options" && Array.isArray(value)
			? value.filter((option: object) => "name" in option)
			: value,
	);
}

function keysOf(row: unknown): string {
	if (typeof row !== "object" || row === null) return String(row);
	const person = "assignee" in row ? row.assignee : row;
	return JSON.stringify(person, ["id", "login"]);
}
