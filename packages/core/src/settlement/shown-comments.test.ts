import { describe, expect, test } from "vitest";
import type { RequestEvent } from "../request/events.ts";
import {
	answeredRow,
	approve,
	buildHistory,
	historyRow,
	historyStep,
	instance,
	reject,
	row,
	step,
	submission,
} from "../testing/builders.ts";
import {
	httpResponse,
	noResponse,
	readResponse,
	repeatUntilFinished,
	requestNames,
	runScript,
	withoutPreflight,
} from "../testing/script.ts";

const comment = "R&D ok";
const submitted = submission({ comment });
const settle = (events: RequestEvent[], policy = {}) =>
	runScript({ submission: submitted, policy }, events);

/** The current step with our answer, whose comment is shown in this form. */
const showing = (text: string | null, option = approve) =>
	readResponse(instance(step([answeredRow(option, text)])));
const escaped = showing("R&amp;D ok");
const equal = showing(comment);
const elsewhere = readResponse(instance(step([], { id: "2" })));
const past = (text: string | null) =>
	readResponse(buildHistory(historyStep([historyRow({ comment: text })])));
const escapedPast = past("R&amp;D ok");
const hidden = httpResponse(404, { error: { code: "X" } });
/** The headers that a 204 may have. */
const replies: Record<string, string>[] = [
	{},
	{ "idempotency-replayed": "true" },
	{ "idempotency-replayed": "false" },
];

describe("a read before the submit shows a comment that can be a display of ours", () => {
	test.each([
		"R&amp;D ok",
		"R&#38;D ok",
		"<p>R&amp;D ok</p>",
		"R&D  ok",
		"R&D\u00a0ok",
		"R&D\u200b ok",
		"R\uff06D ok",
		"R&D…",
		"",
		null,
	])(
		"shown as %j: the submission is sent, and a 204 is `unchanged`",
		(text) => {
			for (const headers of replies) {
				const result = settle([
					showing(text),
					httpResponse(204, null, headers),
				]);
				expect(result.requests).toEqual(["read_instance 0", "submit 10"]);
				expect(result.outcome?.kind).toBe("unchanged");
			}
		},
	);

	test("also after a submit without an answer, a 204 is `unchanged`", () => {
		expect(settle([escaped, noResponse, httpResponse(204)]).outcome?.kind).toBe(
			"unchanged",
		);
	});

	test("also if the step has ended, the submission is sent", () => {
		const result = settle([elsewhere, escapedPast, httpResponse(204)]);
		expect(requestNames(result)).toEqual([
			"read_instance",
			"read_history",
			"submit",
		]);
		expect(result.outcome?.kind).toBe("unchanged");
	});

	test("an instance that was passed in shows it as well", () => {
		const { requests, outcome } = runScript(
			{
				submission: submitted,
				instance: instance(step([answeredRow(approve, "R&amp;D ok")])),
			},
			[httpResponse(204)],
		);
		expect(requests).toEqual(["submit 0"]);
		expect(outcome?.kind).toBe("unchanged");
	});
});

describe("then the submission is refused with 422", () => {
	const refused = httpResponse(422);

	test("a read after the staleness still shows the step as current: conflict", () => {
		const result = settle([escaped, refused, escaped, escaped]);
		expect(result.requests).toEqual([
			"read_instance 0",
			"submit 10",
			"read_instance 20",
			"read_instance 5020",
		]);
		expect(result.outcome).toMatchObject({
			kind: "conflict",
			on_record: { option: approve, comment: "R&amp;D ok" },
			differs: ["comment"],
		});
	});

	test("the first read alone is no proof: the step may have ended since", () => {
		const result = settle([escaped, refused, escaped, elsewhere, escapedPast]);
		expect(result.outcome?.kind).toBe("uncertain");
	});

	test("the step has ended: uncertain", () => {
		const moved = [elsewhere, escapedPast];
		expect(settle([escaped, refused, ...moved, ...moved]).outcome?.kind).toBe(
			"uncertain",
		);
		expect(settle([...moved, refused, ...moved, ...moved]).outcome?.kind).toBe(
			"uncertain",
		);
	});

	test("the instance has ended, and the history is hidden: uncertain", () => {
		const ended = [readResponse(instance(null)), hidden];
		expect(settle([escaped, refused, ...ended, ...ended]).outcome?.kind).toBe(
			"uncertain",
		);
	});

	test("no further read is answered: uncertain", () => {
		for (const event of [hidden, httpResponse(500), noResponse]) {
			const { outcome } = repeatUntilFinished(
				{ submission: submitted },
				event,
				[escaped, refused],
			);
			expect(outcome?.kind).toBe("uncertain");
		}
	});

	test("no time is left for a read after the staleness: uncertain", () => {
		const result = settle([escaped, refused, escaped], {
			deadlineMs: 5_020,
		});
		expect(result.elapsedMs).toBe(30);
		expect(result.outcome?.kind).toBe("uncertain");
		const inTime = settle([escaped, refused, escaped, escaped], {
			deadlineMs: 5_021,
		});
		expect(inTime.outcome?.kind).toBe("conflict");
	});

	test("a later read shows our comment, or another response: that is proof", () => {
		expect(settle([escaped, refused, equal]).outcome?.kind).toBe("unchanged");
		expect(settle([escaped, refused, escaped, equal]).outcome?.kind).toBe(
			"unchanged",
		);
		expect(settle([escaped, refused, showing("No.")]).outcome).toMatchObject({
			kind: "conflict",
			differs: ["comment"],
		});
		expect(
			settle([escaped, refused, showing("R&amp;D ok", reject)]).outcome,
		).toMatchObject({ kind: "conflict", differs: ["response_option"] });
	});

	test("without a read before the submit it is sent once more: it may be on record since the refusal", () => {
		const seen = [refused, escaped];
		expect(
			settle([...seen, refused, escaped, escaped], withoutPreflight).outcome
				?.kind,
		).toBe("conflict");
		expect(
			settle([...seen, httpResponse(204)], withoutPreflight).outcome?.kind,
		).toBe("unchanged");
		const moved = [elsewhere, escapedPast];
		expect(
			settle([refused, ...moved, ...moved], withoutPreflight).outcome?.kind,
		).toBe("uncertain");
	});
});

describe("then the submission is refused otherwise", () => {
	test.each([400, 403, 404, 405, 409, 410, 451])(
		"a %i is no proof of a conflict: uncertain",
		(status) => {
			const result = settle([escaped, httpResponse(status), escaped, escaped]);
			expect(result.outcome?.kind).toBe("uncertain");
			expect(
				settle([httpResponse(status), escaped, escaped], withoutPreflight)
					.outcome?.kind,
			).toBe("uncertain");
		},
	);

	test("a 403 whose reads are hidden: uncertain", () => {
		const events = [escaped, httpResponse(403)];
		expect(
			repeatUntilFinished({ submission: submitted }, hidden, events).outcome
				?.kind,
		).toBe("uncertain");
	});
});

describe("in doubt, a comment that can be a display of ours proves nothing", () => {
	const reads = [escaped, escapedPast];

	test.each([403, 404, 422])("refused with %i: uncertain", (status) => {
		for (const first of [[], [row()], [answeredRow(approve, "R&amp;D ok")]]) {
			const before = readResponse(instance(step(first)));
			const { outcome } = settle([
				before,
				noResponse,
				httpResponse(status),
				...reads,
				...reads,
			]);
			expect(outcome?.kind).toBe("uncertain");
		}
	});

	test("also after the delivery wait", () => {
		const { outcome, requests } = settle(
			[noResponse, httpResponse(422), ...reads, ...reads],
			{
				...withoutPreflight,
				maxDeliveryDelayMs: 3_000,
				maxReadStalenessMs: 2_000,
			},
		);
		expect(requests.slice(-2)).toEqual([
			"read_instance 5135",
			"read_history 5145",
		]);
		expect(outcome?.kind).toBe("uncertain");
	});

	test("nor does one in the last read before the deadline", () => {
		const busy = httpResponse(429, null, { "retry-after": "60" });
		expect(
			settle([noResponse, busy, ...reads], withoutPreflight).outcome?.kind,
		).toBe("uncertain");
	});

	test("a history that shows our comment is proof", () => {
		expect(
			settle(
				[noResponse, httpResponse(422), escaped, past(comment)],
				withoutPreflight,
			).outcome?.kind,
		).toBe("accepted");
	});
});

describe("a comment that cannot be a display of ours is a conflict at once", () => {
	test.each(["No.", "R&D ok, but late", "R&D not ok", "r&d ok", "R&D ok 2"])(
		"%j",
		(text) => {
			const result = settle([showing(text)]);
			expect(result.requests).toEqual(["read_instance 0"]);
			expect(result.outcome).toMatchObject({
				kind: "conflict",
				on_record: { comment: text },
				differs: ["comment"],
			});
			for (const before of [
				[httpResponse(422)],
				[noResponse, httpResponse(422)],
			])
				expect(
					settle([...before, showing(text)], withoutPreflight).outcome?.kind,
				).toBe("conflict");
			expect(settle([elsewhere, past(text)]).outcome?.kind).toBe("conflict");
		},
	);

	test("any comment, if we have none; a row without one has none", () => {
		for (const none of [undefined, null, "", " "]) {
			const options = { submission: submission({ comment: none }) };
			expect(runScript(options, [showing("Fine.")]).outcome?.kind).toBe(
				"conflict",
			);
			for (const text of [null, ""])
				expect(runScript(options, [showing(text)]).outcome?.kind).toBe(
					"unchanged",
				);
		}
	});
});

test("a comment that is equal after trim, line ends and NFC is the same, from any read", () => {
	const options = { submission: submission({ comment: " caf\u00e9\r\n1" }) };
	const shown = "cafe\u0301\n1 ";
	expect(runScript(options, [showing(shown)]).outcome?.kind).toBe("unchanged");
	expect(runScript(options, [elsewhere, past(shown)]).outcome?.kind).toBe(
		"unchanged",
	);
});
