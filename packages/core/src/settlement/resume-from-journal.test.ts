import { describe, expect, test } from "vitest";
import type { Me } from "../contract/me.ts";
import type { Submission } from "../contract/submission.ts";
import { type Outcome, outcomes } from "../outcome/outcome.ts";
import { outcomeTraits } from "../outcome/traits.ts";
import type { RequestEvent } from "../request/events.ts";
import type { PolicyOptions } from "../request/policy.ts";
import {
	answeredRow,
	approve,
	buildHistory,
	everyOutcome,
	historyStep,
	instance,
	personAda,
	personGrace,
	reject,
	step,
	submission,
} from "../testing/builders.ts";
import {
	continueScript,
	httpResponse,
	noResponse,
	readResponse,
	requestNames,
	runScript,
	type ScriptResult,
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

/** Takes up a finished settlement, and ends its requests with these events. */
function taken(
	state: SettlementState,
	events: RequestEvent[],
	options: PolicyOptions = policy,
): ScriptResult {
	const decision = resumeFromJournal(
		state,
		state.submission,
		personAda,
		options,
		later,
		0,
	);
	if (decision.kind !== "continue") throw new Error(decision.kind);
	return continueScript(decision.transition, later, events);
}

function times<T>(count: number, event: T): T[] {
	return Array.from({ length: count }, () => event);
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

	test.each(settled.filter(({ kind }) => outcomeTraits[kind].onRecord))(
		"$kind: another submission would conflict with it",
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

	test.each(settled.filter(({ kind }) => !outcomeTraits[kind].onRecord))(
		"$kind: another submission is asked about anew",
		(outcome) => {
			for (const submitted of [otherOption, otherComment, otherFiles])
				expect(resumeWith(finished(outcome), submitted)).toEqual({
					kind: "start",
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
		// The identical response may be another session's, with other files.
		for (const kind of ["recorded", "accepted"] as const)
			expect(attachmentsAfter(kind, otherFiles, otherFiles)).toBe("unknown");
		expect(
			attachmentsAfter("recorded", submission(), submission()),
		).toBeUndefined();
	});

	test.each(["same", "differ", "unknown"] as const)(
		"keeps an existing comparison of files: %s",
		(attachments) => {
			const outcome: Outcome = { kind: "recorded", attachments, attempts: [] };
			expect(resumeWith(finished(outcome, otherFiles), otherFiles)).toEqual({
				kind: "done",
				outcome,
			});
		},
	);
});

describe("a refused submission", () => {
	const refused = everyOutcome.filter(({ kind }) =>
		["invalid", "forbidden", "not_found"].includes(kind),
	);
	/** The state of a first run that finished with an outcome after a request. */
	const byServer = (outcome: Outcome): SettlementState => {
		const state = saved([httpResponse(204)]);
		return finish(state, outcome).state;
	};

	test.each(refused)(
		"$kind: is sent again, because permissions and locks change",
		(outcome) => {
			expect(resumeWith(byServer(outcome))).toEqual({
				kind: "start",
			});
		},
	);

	test.each([403, 404, 422])(
		"with %i by the server is sent again",
		(status) => {
			const body = {
				error: { code: "LOCKED", message: "The item is locked." },
			};
			const reads = times(status === 422 ? 2 : 1, readResponse(instance()));
			const first = saved([httpResponse(status, body), ...reads]);
			expect(first.command.kind).toBe("finish");
			expect(resumeWith(first)).toEqual({ kind: "start" });
		},
	);

	test("as malformed without a request is final, because no server can change it", () => {
		const outcome = outcomes.invalid([
			{ code: "malformed", path: ["id"], message: "`id` is missing." },
		]);
		expect(resumeWith(finished(outcome))).toEqual({ kind: "done", outcome });
	});

	test.each(refused)("$kind: starts anew if it was changed", (outcome) => {
		for (const submitted of [otherOption, otherComment, otherFiles])
			for (const first of [finished(outcome), byServer(outcome)])
				expect(resumeWith(first, submitted)).toEqual({
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

	test("begins in doubt, and with a new deadline, new requests and no refusal", () => {
		const first = saved([noResponse, busy, unanswered]);
		const decision = resumeWith(first);
		expect(
			decision.kind === "continue" && decision.transition.state,
		).toMatchObject({
			in_doubt: true,
			begun_at: later,
			deadline_at: later + 30_000,
			last_sent_at: later,
			calls_made: 1,
			refusal: null,
			attempts: [],
			phase: "submit",
		});
	});

	const refusedInDoubt = (status: number) =>
		saved([httpResponse(500), httpResponse(status), ...times(2, unanswered)]);

	test.each([403, 404, 422])(
		"that was refused with %i is sent again, and a healthy server settles it",
		(status) => {
			const first = refusedInDoubt(status);
			expect(first.command).toMatchObject({ outcome: { kind: "uncertain" } });
			const result = taken(first, [httpResponse(204)]);
			expect(result.requests).toEqual(["submit 1000000"]);
			expect(result.outcome?.kind).toBe("recorded");
		},
	);

	test("is read first if the policy says so", () => {
		const first = refusedInDoubt(403);
		const found = readResponse(instance(step([answeredRow()])));
		const result = taken(first, [found], { readFirst: true });
		expect(result.requests).toEqual(["read_instance 1000000"]);
		expect(result.outcome?.kind).toBe("recorded");
		const sent = taken(first, [unanswered, httpResponse(204)], {
			readFirst: true,
		});
		expect(requestNames(sent)).toEqual(["read_instance", "submit"]);
	});

	test("does not become `unchanged` because the server says repeat", () => {
		const first = saved([
			noResponse,
			busy,
			httpResponse(403),
			httpResponse(403),
		]);
		const repeated = httpResponse(204, null, {
			"idempotency-replayed": "true",
		});
		expect(taken(first, [repeated]).outcome?.kind).toBe("accepted");
	});

	test("does not become `unchanged` because a read shows it, or a display of it", () => {
		const comment = "R&D ok";
		const first = saved(
			[noResponse, busy, httpResponse(403), httpResponse(403)],
			submission({ comment }),
		);
		const showing = (text: string) =>
			readResponse(instance(step([answeredRow(approve, text)])));
		for (const events of [
			[showing(comment)],
			[showing("R&amp;D ok"), httpResponse(204)],
		])
			expect(taken(first, events, { readFirst: true }).outcome?.kind).toBe(
				"accepted",
			);
	});

	test.each([404, 422])(
		"whose late repeat is refused with %i while the history is hidden stays uncertain",
		(status) => {
			const moved = readResponse(instance(null));
			const hidden = httpResponse(404);
			const first = saved([
				httpResponse(500),
				httpResponse(status),
				moved,
				hidden,
				moved,
				hidden,
			]);
			const again = taken(first, [
				httpResponse(status),
				moved,
				hidden,
				moved,
				hidden,
			]);
			expect(again.outcome?.kind).toBe("uncertain");
			const past = readResponse(buildHistory(historyStep()));
			const later_ = taken(JSON.parse(JSON.stringify(again.transition.state)), [
				httpResponse(status),
				moved,
				past,
			]);
			expect(later_.outcome?.kind).toBe("accepted");
		},
	);

	test("that is refused again waits for the delivery of this run's submission", () => {
		const wait = { maxDeliveryDelayMs: 3_000, maxReadStalenessMs: 2_000 };
		const result = taken(
			refusedInDoubt(403),
			[httpResponse(403), unanswered, unanswered],
			{ ...policy, ...wait },
		);
		expect(result.requests).toEqual([
			"submit 1000000",
			"read_instance 1000010",
			"read_instance 1005000",
		]);
		expect(result.outcome?.kind).toBe("forbidden");
	});

	test("waits for the delivery of the last run's submission, although its moment is not known", () => {
		const wait = { maxDeliveryDelayMs: 3_000, maxReadStalenessMs: 2_000 };
		const current = historyStep([], {
			id: "2",
			uuid: "uuid-2",
			ended_at: null,
		});
		const listing = [
			readResponse(instance(step([], { id: "2", step_uuid: "uuid-2" }))),
			readResponse(buildHistory(current)),
		];
		const first = saved([
			noResponse,
			busy,
			httpResponse(403),
			httpResponse(403),
		]);
		const result = taken(
			first,
			[...listing, httpResponse(404), ...listing, ...listing],
			{ readFirst: true, ...wait },
		);
		expect(requestNames(result).slice(0, 3)).toEqual([
			"read_instance",
			"read_history",
			"submit",
		]);
		expect(result.outcome).toMatchObject({
			kind: "invalid",
			issues: [{ code: "unknown_step" }],
		});
	});

	test.each([-1_000_000, 0, 1_000_000, 1e12])(
		"is taken up with a clock that was set by %d ms",
		(shift) => {
			const now = later + shift;
			const decision = resumeFromJournal(
				refusedInDoubt(403),
				submission(),
				personAda,
				policy,
				now,
				0,
			);
			if (decision.kind !== "continue")
				return expect(decision.kind).toBe("continue");
			const result = continueScript(decision.transition, now, [
				httpResponse(503, null, { "retry-after": "4" }),
				httpResponse(204),
			]);
			expect(result.requests).toEqual([
				`submit ${now - startedAt}`,
				`submit ${now - startedAt + 4_010}`,
			]);
			expect(result.outcome?.kind).toBe("recorded");
		},
	);

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

test("a continued settlement has the person who responds now, or the stored one", () => {
	const meOf = (state: SettlementState, me: Me | null) => {
		const decision = resumeWith(state, submission(), me);
		return decision.kind === "continue" && decision.transition.state.me;
	};
	const renamed = { ...personAda, login: "countess@harbor.example" };
	expect(meOf(saved([]), renamed)).toEqual(renamed);
	expect(meOf(saved([]), null)).toEqual(personAda);
	expect(meOf({ ...saved([]), me: null }, personAda)).toEqual(personAda);
	expect(meOf({ ...saved([]), me: null }, null)).toBeNull();
});

test("a continued settlement reads first by default", () => {
	const decision = resumeFromJournal(
		saved([]),
		submission(),
		personAda,
		{},
		later,
		0,
	);
	expect(decision).toMatchObject({
		kind: "continue",
		transition: { state: { policy: { readFirst: true } } },
	});
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
