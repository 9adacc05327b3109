import { expect, describe as group, test } from "vitest";
import { approve, everyOutcome, onRecord } from "../testing/builders.ts";
import { type Cause, type CauseCode, causeMessages } from "./cause.ts";
import { describe, outcomeMeanings } from "./describe.ts";
import { type Outcome, outcomeKinds } from "./outcome.ts";
import { exitCodes } from "./traits.ts";

function outcomeCause(code: CauseCode): Cause {
	return { code, message: causeMessages[code] };
}

group("every outcome has words", () => {
	test.each(everyOutcome)("$kind", (outcome) => {
		const { sentence, next, exit_code } = describe(outcome);
		expect(sentence).toMatch(/^\S.*\.$/);
		expect(exit_code).toBe(exitCodes[outcome.kind]);
		if (exit_code === 0) expect(next).toBeNull();
		else expect(next).toMatch(/^\S.*\.$/);
	});

	test("distinct exit codes, except for those on record", () => {
		expect(exitCodes).toEqual({
			recorded: 0,
			unchanged: 0,
			accepted: 0,
			invalid: 2,
			conflict: 3,
			superseded: 4,
			unauthenticated: 5,
			forbidden: 6,
			not_found: 7,
			deferred: 8,
			uncertain: 9,
		});
		expect(Object.keys(exitCodes).sort()).toEqual([...outcomeKinds].sort());
	});
});

group("the words", () => {
	const said = (outcome: Outcome) => {
		const { sentence, next } = describe(outcome);
		return [sentence, next];
	};
	const attempts: [] = [];
	const retry_at = "2026-05-01T10:00:00.000Z";
	const reason = { code: "X", message: "Old token." };

	test.each<[Outcome, string, string | null]>([
		[{ kind: "recorded", attempts }, "Your response is on record.", null],
		[
			{ kind: "unchanged", attempts },
			"This response was on record already; nothing changed.",
			null,
		],
		[
			{ kind: "accepted", attempts },
			"Your response is on record; whether it is new is not known.",
			null,
		],
		[
			{
				kind: "conflict",
				on_record: onRecord,
				differs: ["response_option", "comment"],
				attempts,
			},
			"Another response of yours is on record for this step: “Reject”. It differs in the response option and comment.",
			"A recorded response cannot be changed here. If it is wrong, ask the workflow's manager to return the step.",
		],
		[
			{
				kind: "conflict",
				on_record: { option: approve, comment: "", submitted_at: null },
				differs: ["comment"],
				attempts,
			},
			"Another response of yours is on record for this step: “Approve”. It differs in the comment.",
			"A recorded response cannot be changed here. If it is wrong, ask the workflow's manager to return the step.",
		],
		[
			{ kind: "superseded", decided_by: [], attempts },
			"The step is no longer current, and you have no response on it.",
			"Look at the instance: if a later step waits for you, answer that one.",
		],
		[
			{
				kind: "superseded",
				decided_by: ["A", "B", "C"].map((name) => ({ id: name, name })),
				attempts,
			},
			"The step is no longer current, and you have no response on it; A, B and C decided it.",
			"Look at the instance: if a later step waits for you, answer that one.",
		],
		[
			{
				kind: "superseded",
				decided_by: [{ id: "1", name: "A" }],
				attempts,
			},
			"The step is no longer current, and you have no response on it; A decided it.",
			"Look at the instance: if a later step waits for you, answer that one.",
		],
		[
			{
				kind: "invalid",
				issues: [
					{ code: "malformed", path: [], message: "One." },
					{ code: "malformed", path: [], message: "Two." },
				],
				attempts,
			},
			"Nothing was recorded, since the request is not valid: One. Two.",
			"Correct it and send it again.",
		],
		[
			{ kind: "unauthenticated", reason: null, attempts },
			"Nothing was recorded: the access token is missing, expired or revoked.",
			"Log in again, then send the same response again.",
		],
		[
			{ kind: "unauthenticated", reason, attempts },
			"Nothing was recorded: the access token is missing, expired or revoked (Old token).",
			"Log in again, then send the same response again.",
		],
		[
			{
				kind: "forbidden",
				reason: { code: "X", message: "A.B" },
				attempts,
			},
			"Nothing was recorded: you may not answer this step (A.B).",
			"Check that you are an assignee of the current step, and that the app is connected to the company.",
		],
		[
			{ kind: "forbidden", reason: { code: "X", message: "" }, attempts },
			"Nothing was recorded: you may not answer this step.",
			"Check that you are an assignee of the current step, and that the app is connected to the company.",
		],
		[
			{ kind: "not_found", reason, attempts },
			"Nothing was recorded: there is no such instance, or you may not see it (Old token).",
			"Check the company, project and instance ids; a project's instance is answered with its project id.",
		],
		[
			{ kind: "deferred", reason: "rate_limited", retry_at, attempts },
			"Nothing was recorded: the server's request limit is used up.",
			`Send the same response again after ${retry_at}.`,
		],
		[
			{ kind: "deferred", reason: "unavailable", retry_at, attempts },
			"Nothing was recorded: the server is not available at the moment.",
			`Send the same response again after ${retry_at}.`,
		],
		[
			{ kind: "deferred", reason: "unreachable", retry_at, attempts },
			"Nothing was recorded: the server cannot be reached.",
			`Send the same response again after ${retry_at}.`,
		],
		[
			{ kind: "uncertain", retry_at, attempts },
			"It is not certain whether your response is on record.",
			`Send the same response again after ${retry_at}: that settles it, and it cannot be recorded twice.`,
		],
		[
			{
				kind: "deferred",
				reason: "unreachable",
				retry_at,
				cause: outcomeCause("tls_certificate"),
				attempts,
			},
			"Nothing was recorded: the server cannot be reached. The server's certificate is not trusted.",
			`Send the same response again after ${retry_at}.`,
		],
		[
			{
				kind: "uncertain",
				retry_at,
				cause: outcomeCause("timeout"),
				attempts,
			},
			"It is not certain whether your response is on record. The server did not answer in time.",
			`Send the same response again after ${retry_at}: that settles it, and it cannot be recorded twice.`,
		],
	])("%j", (outcome, sentence, next) => {
		expect(said(outcome)).toEqual([sentence, next]);
	});
});

test("the meaning of each kind completes a sentence", () => {
	expect(outcomeMeanings).toEqual({
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
	});
});
