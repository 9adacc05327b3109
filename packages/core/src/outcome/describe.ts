import type { Cause } from "./cause.ts";
import {
	matchOutcome,
	type Outcome,
	type OutcomeKind,
	type OutcomeTable,
} from "./outcome.ts";
import { exitCodes } from "./traits.ts";

/** What is certain after an outcome of each kind, in one line: completes “It is certain that …”. */
export const outcomeMeanings: Record<OutcomeKind, string> = {
	recorded: "this response is on record, and was not before",
	unchanged: "this response was on record already; nothing changed",
	accepted: "this response is on record; whether it is new is not known",
	conflict: "another response of this person is on record for this step",
	superseded:
		"the step is no longer current, and this person has no response on it",
	invalid: "nothing was recorded: the request, step or option is not valid",
	unauthenticated:
		"nothing was recorded: the token is missing, expired or revoked",
	forbidden: "nothing was recorded: this person may not answer this step",
	not_found:
		"nothing was recorded: no such instance, or this person may not see it",
	deferred: "nothing was recorded; try again at `retry_at`",
	uncertain: "nothing yet: sending the same submission again settles it",
};

/** An outcome as text: what is true, and what to do next (`null` if nothing). */
export type Description = {
	sentence: string;
	next: string | null;
	exit_code: number;
};

/** Describes an outcome in one sentence, and its cause in another, with the next action and the exit code. */
export function describe(outcome: Outcome): Description {
	const [sentence, next] = matchOutcome(outcome, descriptions);
	return { sentence, next, exit_code: exitCodes[outcome.kind] };
}

const descriptions: OutcomeTable<[sentence: string, next: string | null]> = {
	recorded: () => ["Your response is on record.", null],
	unchanged: () => [
		"This response was on record already; nothing changed.",
		null,
	],
	accepted: () => [
		"Your response is on record; whether it is new is not known.",
		null,
	],
	conflict: ({ on_record, differs }) => [
		`Another response of yours is on record for this step: ${quoted(on_record.option.name)}. It differs in the ${joinWithAnd(differs.map((field) => fieldNames[field]))}.`,
		"A recorded response cannot be changed here. If it is wrong, ask the workflow's manager to return the step.",
	],
	superseded: ({ decided_by }) => [
		`The step is no longer current, and you have no response on it${decided_by.length > 0 ? `; ${joinWithAnd(decided_by.map(({ name }) => name))} decided it` : ""}.`,
		"Look at the instance: if a later step waits for you, answer that one.",
	],
	invalid: ({ issues }) => [
		`Nothing was recorded, since the request is not valid: ${issues.map(({ message }) => message).join(" ")}`,
		"Correct it and send it again.",
	],
	unauthenticated: ({ reason }) => [
		`Nothing was recorded: the access token is missing, expired or revoked${inParentheses(reason)}.`,
		"Log in again, then send the same response again.",
	],
	forbidden: ({ reason }) => [
		`Nothing was recorded: you may not answer this step${inParentheses(reason)}.`,
		"Check that you are an assignee of the current step, and that the app is connected to the company.",
	],
	not_found: ({ reason }) => [
		`Nothing was recorded: there is no such instance, or you may not see it${inParentheses(reason)}.`,
		"Check the company, project and instance ids; a project's instance is answered with its project id.",
	],
	deferred: ({ reason, retry_at, cause }) => [
		`Nothing was recorded: ${reasonTexts[reason]}.${sentenceOf(cause)}`,
		`Send the same response again after ${retry_at}.`,
	],
	uncertain: ({ retry_at, cause }) => [
		`It is not certain whether your response is on record.${sentenceOf(cause)}`,
		`Send the same response again after ${retry_at}: that settles it, and it cannot be recorded twice.`,
	],
};

const fieldNames = {
	response_option: "response option",
	comment: "comment",
} as const;

const reasonTexts = {
	rate_limited: "the server's request limit is used up",
	unavailable: "the server is not available at the moment",
	unreachable: "the server cannot be reached",
} as const;

function sentenceOf(cause: Cause | undefined): string {
	return cause === undefined ? "" : ` ${cause.message}`;
}

function inParentheses(reason: { message: string } | null): string {
	return reason === null || reason.message === ""
		? ""
		: ` (${reason.message.replace(/\.$/, "")})`;
}

function joinWithAnd(words: string[]): string {
	return words.length < 2
		? words.join("")
		: `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

function quoted(text: string): string {
	return `“${text}”`;
}
