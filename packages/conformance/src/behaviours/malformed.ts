import { behaviour, emptyRecord, submissionOf } from "./builders.ts";
import type { Behaviour, Expected } from "./types.ts";

const response = submissionOf().response;

/** Malformed submissions: refused before anything is sent, with the path of each problem. */
export const malformedBehaviours: Behaviour[] = [
	refused(
		"a missing option",
		{ ...response, selected_response_option_id: undefined },
		"selected_response_option_id",
		"is missing",
	),
	refused(
		"an empty option",
		{ ...response, selected_response_option_id: "" },
		"selected_response_option_id",
		"must not be empty",
	),
	refused(
		"a missing step",
		{ ...response, current_step_occurrence_id: undefined },
		"current_step_occurrence_id",
		"is missing",
	),
	refused(
		"a step that is a number",
		{ ...response, current_step_occurrence_id: 1 },
		"current_step_occurrence_id",
		"must be a string",
	),
	refused(
		"a comment that is a number",
		{ ...response, comment: 5 },
		"comment",
		"must be a string",
	),
	refused(
		"a comment with an unpaired surrogate",
		{ ...response, comment: "\ud83d" },
		"comment",
		"must be well-formed Unicode",
	),
	refused(
		"a list of attachments",
		{ ...response, attachments: [] },
		"attachments",
		"must be an object",
	),
	behaviour({
		name: "a misspelt key is refused and not dropped",
		submission: {
			...submissionOf(),
			response: { ...response, coment: "Fine by me." },
		},
		expect: expected(
			["response"],
			"`response` has a key that is not known here (did you mean `comment`?).",
		),
	}),
	behaviour({
		name: "an attachment id that is a number is refused",
		submission: {
			...submissionOf(),
			response: { ...response, attachments: { form_ids: ["1", 2] } },
		},
		expect: expected(
			["response", "attachments", "form_ids", 1],
			"`response.attachments.form_ids.1` must be a string.",
		),
	}),
];

function refused(
	what: string,
	body: object,
	field: string,
	problem: string,
): Behaviour {
	return behaviour({
		name: `${what} is refused`,
		submission: { ...submissionOf(), response: body },
		expect: expected(["response", field], `\`response.${field}\` ${problem}.`),
	});
}

function expected(
	path: (string | number)[],
	message: string,
): Behaviour["expect"] {
	const outcome: Expected = {
		kind: "invalid",
		issues: [{ code: "malformed", path, message }],
	};
	return { outcome, requests: [], record: emptyRecord };
}
