import { describe, expect, test } from "vitest";
import type { Me } from "../contract/me.ts";
import type { Submission } from "../contract/submission.ts";
import { type Outcome, outcomes } from "../outcome/outcome.ts";
import type { RequestEvent } from "../request/events.ts";
import {
	everyOutcome,
	instance,
	personAda,
	personGrace,
	reject,
	submission,
} from "../testing/builders.ts";
import {
	continueScript,
	httpResponse,
	noResponse,
	readResponse,
	requestNames,
	runScript,
	startedAt,
	withoutPreflight,
} from "../testing/script.ts";
import {
	markChangedAttachments,
	resumeFromJournal,
} from "./resume-from-journal.ts";
import type { SettlementState } from "./state.ts";
import { finish } from "./transitions.ts";

const later = startedAt + 1_000_000;
const policy = withoutPreflight;
const files = { attachments: { upload_ids: ["a"] } };
const otherOption = submission({ selected_response_option_id: reject.id });
const otherComment = submission({ comment: "No." });
const otherFiles = submission(files);

/** The state stored last by a first run that received these events. */
function saved(
	events: RequestEvent[],
	submitted = submission(),
): SettlementState {
	const { state } = runScript(
		{ policy, submission: submitted },
		events,
	).transition;
	return JSON.parse(JSON.stringify(state));
}

/** The state of a first run that finished with an outcome. */
function finished(outcome: Outcome, submitted = submission()): SettlementState {
	const { state } = runScript({ policy, submission: submitted }, []).transition;
	return finish(state, outcome).state;
}

function resumeWith(
	state: SettlementState,
	submitted = submission(),
	me: Me | null = personAda,
) {
	return resumeFromJournal(state, submitted, me, policy, later, 0);
}

function mismatch(field: string, held: string) {
	return {
		code: "journal_mismatch",
		path: ["response", field],
		message: `The journal holds ${held} for this step: nothing was sent.`,
	};
}

const optionIssue = mismatch("selected_response_option_id", "another option");
const commentIssue = mismatch("comment", "another comment");

describe("a settled submission", () => {
	const settled = everyOutcome.filter(({ kind }) =>
		["recorded", "unchanged", "accepted", "conflict", "superseded"].includes(
			kind,
		),
	);

	test.each(settled)("$kind: makes no request", (outcome) => {
		const first = finished(outcome);
		expect(resumeWith(first)).toEqual({ kind: "done", outcome });
	});

	test.each(settled)(
		"$kind: does not apply to another submission",
		(outcome) => {
			for (const [submitted, issue] of [
				[otherOption, optionIssue],
				[otherComment, commentIssue],
			] as const)
				expect(resumeWith(finished(outcome), submitted)).toEqual({
					kind: "done",
					outcome: outcomes.invalid([issue]),
				});
		},
	);

	test("reports that other files are not on record", () => {
		const attachmentsAfter = (
			kind: "recorded" | "accepted",
			one: Submission,
			two: Submission,
		) => {
			const decision = resumeWith(finished(outcomes.onRecord(kind), one), two);
			return decision.kind === "done"
				? decision.outcome.attachments
				: decision.kind;
		};
		expect(attachmentsAfter("recorded", submission(), otherFiles)).toBe(
			"differ",
		);
		expect(attachmentsAfter("recorded", otherFiles, submission())).toBe(
			"differ",
		);
		expect(attachmentsAfter("accepted", submission(), otherFiles)).toBe(
			"differ",
		);
		// This submission was recorded with these files.
		expect(attachmentsAfter("recorded", otherFiles, otherFiles)).toBe("same");
		expect(
			attachmentsAfter("recorded", submission(), submission()),
		).toBeUndefined();
		expect(
			attachmentsAfter("accepted", otherFiles, otherFiles),
		).toBeUndefined();
	});

	test("keeps an existing comparison of files", () => {
		const outcome: Outcome = {
			kind: "recorded",
			attachments: "unknown",
			attempts: [],
		};
		expect(resumeWith(finished(outcome, otherFiles), otherFiles)).toEqual({
			kind: "done",
			outcome,
		});
	});
});

describe("a refused submission", () => {
	const refused = everyOutcome.filter(({ kind }) =>
		["invalid", "forbidden", "not_found"].includes(kind),
	);

	test.each(refused)("$kind: is not repeated unchanged", (outcome) => {
		expect(resumeWith(finished(outcome))).toEqual({ kind: "done", outcome });
	});

	test.each(refused)("$kind: starts anew if it was changed", (outcome) => {
		for (const submitted of [otherOption, otherComment, otherFiles])
			expect(resumeWith(finished(outcome), submitted)).toEqual({
				kind: "start",
			});
	});
});

test.each(
	everyOutcome.filter(({ kind }) =>
		["unauthenticated", "deferred"].includes(kind),
	),
)("a submission that was $kind starts anew, changed or not", (outcome) => {
	for (const submitted of [submission(), otherOption, otherComment, otherFiles])
		expect(resumeWith(finished(outcome), submitted)).toEqual({ kind: "start" });
});

describe("an uncertain submission", () => {
	const busy = httpResponse(429, null, { "retry-after": "60" });
	const unanswered = readResponse(instance());

	test("continues in doubt: the same submission again", () => {
		const decision = resumeWith(saved([noResponse, busy, unanswered]));
		if (decision.kind !== "continue")
			return expect(decision.kind).toBe("continue");
		const result = continueScript(decision.transition, later, [
			httpResponse(204),
		]);
		expect(requestNames(result)).toEqual(["submit"]);
		expect(result.attempts).toHaveLength(1);
		expect(result.outcome?.kind).toBe("recorded");
		expect(decision.transition.state.in_doubt).toBe(true);
	});

	test("that was refused is not sent again, but read", () => {
		const first = saved([
			noResponse,
			httpResponse(404),
			unanswered,
			unanswered,
			unanswered,
		]);
		const decision = resumeWith(first);
		if (decision.kind !== "continue")
			return expect(decision.kind).toBe("continue");
		const result = continueScript(decision.transition, later, [
			unanswered,
			unanswered,
			unanswered,
		]);
		expect(result.requests).toEqual([
			"read_instance 1000000",
			"read_instance 1000135",
			"read_instance 1000395",
		]);
		expect(result.outcome?.kind).toBe("uncertain");
	});

	test("continues with the files that were sent, and refuses another response", () => {
		const first = saved([noResponse, busy, unanswered]);
		expect(resumeWith(first, otherFiles).kind).toBe("continue");
		expect(resumeWith(first, otherOption)).toEqual({
			kind: "done",
			outcome: outcomes.invalid([optionIssue]),
		});
	});
});

describe("an unfinished submission", () => {
	test("continues, and counts as sent", () => {
		const decision = resumeWith(saved([]));
		if (decision.kind !== "continue")
			return expect(decision.kind).toBe("continue");
		expect(decision.transition.state.in_doubt).toBe(true);
		expect(decision.transition.state.submission).toEqual(submission());
	});

	test("that was sent accepts other files, but not another response", () => {
		expect(resumeWith(saved([]), otherFiles).kind).toBe("continue");
		const both = submission({
			selected_response_option_id: reject.id,
			comment: "No.",
		});
		expect(resumeWith(saved([]), both)).toEqual({
			kind: "done",
			outcome: outcomes.invalid([optionIssue, commentIssue]),
		});
		const nothing = submission({ comment: "" });
		expect(resumeWith(saved([]), nothing).kind).toBe("continue");
		expect(
			resumeWith(saved([], nothing), submission({ comment: null })).kind,
		).toBe("continue");
	});

	test("that was not sent starts anew if it was changed", () => {
		const looking: SettlementState = JSON.parse(
			JSON.stringify(runScript({}, []).transition.state),
		);
		for (const submitted of [otherOption, otherComment, otherFiles])
			expect(resumeWith(looking, submitted)).toEqual({ kind: "start" });
		const decision = resumeWith(looking);
		expect(
			decision.kind === "continue" && decision.transition.command,
		).toMatchObject({
			kind: "sleep",
		});
	});
});

describe("another person's journal", () => {
	const refused = {
		kind: "done",
		outcome: outcomes.invalid([
			{
				code: "journal_mismatch",
				path: [],
				message: "The journal belongs to another person: nothing was sent.",
			},
		]),
	};

	test("is refused in every state", () => {
		expect(resumeWith(saved([]), submission(), personGrace)).toEqual(refused);
		for (const outcome of everyOutcome)
			expect(resumeWith(finished(outcome), submission(), personGrace)).toEqual(
				refused,
			);
	});

	test("is recognized by login, and not if either person is unknown", () => {
		const moved = { ...personAda, id: "999" };
		expect(resumeWith(saved([]), submission(), moved).kind).toBe("continue");
		expect(resumeWith(saved([]), submission(), null).kind).toBe("continue");
		const withoutMe = { ...saved([]), me: null };
		expect(resumeWith(withoutMe, submission(), personGrace).kind).toBe(
			"continue",
		);
	});
});

test("an outcome of an earlier submission is marked if its files differ", () => {
	const outcome = outcomes.onRecord("accepted");
	expect(markChangedAttachments(outcome, otherFiles, otherFiles)).toBe(outcome);
	expect(markChangedAttachments(outcome, otherFiles, submission())).toEqual({
		...outcome,
		attachments: "differ",
	});
	const refused = outcomes.refused("forbidden", null);
	expect(markChangedAttachments(refused, otherFiles, submission())).toBe(
		refused,
	);
});

test("a continued settlement has the new policy", () => {
	const first = saved([]);
	const now = { ...policy, maxCalls: 7, deadlineMs: 9_000 };
	expect(
		resumeFromJournal(first, submission(), personAda, now, later, 0),
	).toMatchObject({
		kind: "continue",
		transition: {
			state: {
				policy: { maxCalls: 7, deadlineMs: 9_000 },
				deadline_at: later + 9_000,
			},
		},
	});
});
