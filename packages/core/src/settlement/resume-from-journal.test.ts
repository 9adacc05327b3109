import { describe, expect, test } from "vitest";
import type { Me } from "../contract/directory.ts";
import type { Submission } from "../contract/submission.ts";
import { type Outcome, outcomes } from "../outcome/outcome.ts";
import type { RequestEvent } from "../request/events.ts";
import {
	ada,
	everyOutcome,
	grace,
	instance,
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

/** The state written down last, where a first run came so far. */
function saved(events: RequestEvent[], wanted = submission()): SettlementState {
	const { state } = runScript(
		{ policy, submission: wanted },
		events,
	).transition;
	return JSON.parse(JSON.stringify(state));
}

/** The state of a first run that came to an outcome. */
function came(outcome: Outcome, wanted = submission()): SettlementState {
	const { state } = runScript({ policy, submission: wanted }, []).transition;
	return finish(state, outcome).state;
}

function again(
	state: SettlementState,
	wanted = submission(),
	me: Me | null = ada,
) {
	return resumeFromJournal(state, wanted, me, policy, later, 0);
}

function mismatch(field: string, what: string) {
	return {
		code: "journal_mismatch",
		path: ["response", field],
		message: `The journal holds ${what} for this step: nothing was sent.`,
	};
}

const optionIssue = mismatch("selected_response_option_id", "another option");
const commentIssue = mismatch("comment", "another comment");

describe("what was settled", () => {
	const settled = everyOutcome.filter(({ kind }) =>
		["recorded", "unchanged", "accepted", "conflict", "superseded"].includes(
			kind,
		),
	);

	test.each(settled)("$kind: is not asked again", (outcome) => {
		const first = came(outcome);
		expect(again(first)).toEqual({ kind: "done", outcome });
	});

	test.each(settled)("$kind: is not for another submission", (outcome) => {
		for (const [wanted, issue] of [
			[otherOption, optionIssue],
			[otherComment, commentIssue],
		] as const)
			expect(again(came(outcome), wanted)).toEqual({
				kind: "done",
				outcome: outcomes.invalid([issue]),
			});
	});

	test("says that other files are not on record", () => {
		const word = (
			kind: "recorded" | "accepted",
			one: Submission,
			two: Submission,
		) => {
			const taken = again(came(outcomes.onRecord(kind), one), two);
			return taken.kind === "done" ? taken.outcome.attachments : taken.kind;
		};
		expect(word("recorded", submission(), otherFiles)).toBe("differ");
		expect(word("recorded", otherFiles, submission())).toBe("differ");
		expect(word("accepted", submission(), otherFiles)).toBe("differ");
		// What was recorded was recorded with these files.
		expect(word("recorded", otherFiles, otherFiles)).toBe("same");
		expect(word("recorded", submission(), submission())).toBeUndefined();
		expect(word("accepted", otherFiles, otherFiles)).toBeUndefined();
	});

	test("keeps what is already said of the files", () => {
		const outcome: Outcome = {
			kind: "recorded",
			attachments: "unknown",
			attempts: [],
		};
		expect(again(came(outcome, otherFiles), otherFiles)).toEqual({
			kind: "done",
			outcome,
		});
	});
});

describe("what was refused", () => {
	const refused = everyOutcome.filter(({ kind }) =>
		["invalid", "forbidden", "not_found"].includes(kind),
	);

	test.each(refused)("$kind: is not asked again as it was", (outcome) => {
		expect(again(came(outcome))).toEqual({ kind: "done", outcome });
	});

	test.each(refused)("$kind: begins anew where it was changed", (outcome) => {
		for (const wanted of [otherOption, otherComment, otherFiles])
			expect(again(came(outcome), wanted)).toEqual({ kind: "start" });
	});
});

test.each(
	everyOutcome.filter(({ kind }) =>
		["unauthenticated", "deferred"].includes(kind),
	),
)("what was $kind begins anew, changed or not", (outcome) => {
	for (const wanted of [submission(), otherOption, otherComment, otherFiles])
		expect(again(came(outcome), wanted)).toEqual({ kind: "start" });
});

describe("what was uncertain", () => {
	const busy = httpResponse(429, null, { "retry-after": "60" });
	const unanswered = readResponse(instance());

	test("goes on in doubt: the same submission again", () => {
		const taken = again(saved([noResponse, busy, unanswered]));
		if (taken.kind !== "continue") return expect(taken.kind).toBe("continue");
		const result = continueScript(taken.transition, later, [httpResponse(204)]);
		expect(requestNames(result)).toEqual(["submit"]);
		expect(result.attempts).toHaveLength(1);
		expect(result.outcome?.kind).toBe("recorded");
		expect(taken.transition.state.in_doubt).toBe(true);
	});

	test("and refused is not sent again, but read", () => {
		const first = saved([
			noResponse,
			httpResponse(404),
			unanswered,
			unanswered,
			unanswered,
		]);
		const taken = again(first);
		if (taken.kind !== "continue") return expect(taken.kind).toBe("continue");
		const result = continueScript(taken.transition, later, [
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

	test("goes on with the files that were sent, and refuses another response", () => {
		const first = saved([noResponse, busy, unanswered]);
		expect(again(first, otherFiles).kind).toBe("continue");
		expect(again(first, otherOption)).toEqual({
			kind: "done",
			outcome: outcomes.invalid([optionIssue]),
		});
	});
});

describe("what was under way", () => {
	test("goes on, and counts as sent", () => {
		const taken = again(saved([]));
		if (taken.kind !== "continue") return expect(taken.kind).toBe("continue");
		expect(taken.transition.state.in_doubt).toBe(true);
		expect(taken.transition.state.submission).toEqual(submission());
	});

	test("and sent is not for another response, only for other files", () => {
		expect(again(saved([]), otherFiles).kind).toBe("continue");
		const both = submission({
			selected_response_option_id: reject.id,
			comment: "No.",
		});
		expect(again(saved([]), both)).toEqual({
			kind: "done",
			outcome: outcomes.invalid([optionIssue, commentIssue]),
		});
		const nothing = submission({ comment: "" });
		expect(again(saved([]), nothing).kind).toBe("continue");
		expect(again(saved([], nothing), submission({ comment: null })).kind).toBe(
			"continue",
		);
	});

	test("and not yet sent begins anew where it was changed", () => {
		const looking: SettlementState = JSON.parse(
			JSON.stringify(runScript({}, []).transition.state),
		);
		for (const wanted of [otherOption, otherComment, otherFiles])
			expect(again(looking, wanted)).toEqual({ kind: "start" });
		const taken = again(looking);
		expect(taken.kind === "continue" && taken.transition.command).toMatchObject(
			{
				kind: "sleep",
			},
		);
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

	test("is refused, however far it came", () => {
		expect(again(saved([]), submission(), grace)).toEqual(refused);
		for (const outcome of everyOutcome)
			expect(again(came(outcome), submission(), grace)).toEqual(refused);
	});

	test("is told by the login, and not where either is unknown", () => {
		const moved = { ...ada, id: "999" };
		expect(again(saved([]), submission(), moved).kind).toBe("continue");
		expect(again(saved([]), submission(), null).kind).toBe("continue");
		const nobody = { ...saved([]), me: null };
		expect(again(nobody, submission(), grace).kind).toBe("continue");
	});
});

test("an outcome of what was sent before says whether these are its files", () => {
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

test("what goes on does so by the policy given now", () => {
	const first = saved([]);
	const now = { ...policy, maxCalls: 7, deadlineMs: 9_000 };
	expect(
		resumeFromJournal(first, submission(), ada, now, later, 0),
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
