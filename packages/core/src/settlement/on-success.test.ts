import { describe, expect, test } from "vitest";
import {
	answeredRow,
	approve,
	buildHistory,
	historyRow,
	historyStep,
	instance,
	personAda,
	personGrace,
	reject,
	row,
	step,
	submission,
} from "../testing/builders.ts";
import {
	beginScript,
	continueScript,
	httpResponse,
	noResponse,
	readResponse,
	repeatUntilFinished,
	requestNames,
	runScript,
	startedAt,
	withoutPreflight,
} from "../testing/script.ts";
import { advanceSettlement } from "./settlement.ts";

const unanswered = readResponse(instance());
const new_ = { "idempotency-replayed": "false" };
const repeated = { "idempotency-replayed": "true" };

describe("204 means on record", () => {
	test.each([
		["recorded", "an earlier read showed our row unanswered", {}],
		["recorded", "the server says new", new_],
		[
			"unchanged",
			"the server says repeat, after a read that showed our row unanswered",
			repeated,
		],
		[
			"recorded",
			"the server says something else",
			{ "idempotency-replayed": "yes" },
		],
	])("%s: %s", (kind, _, headers) => {
		const { outcome } = runScript({}, [
			unanswered,
			httpResponse(204, null, headers),
		]);
		expect(outcome?.kind).toBe(kind);
	});

	test.each([
		["accepted", "the server does not say", {}],
		["recorded", "the server says new", new_],
		["unchanged", "the server says repeat", repeated],
		[
			"accepted",
			"the server says something else",
			{ "idempotency-replayed": "yes" },
		],
	])("%s without a read: %s", (kind, _, headers) => {
		const { outcome, requests } = runScript({ policy: withoutPreflight }, [
			httpResponse(204, null, headers),
		]);
		expect(outcome?.kind).toBe(kind);
		expect(requests).toEqual(["submit 0"]);
	});

	test.each([
		["accepted", "repeat, which may be our own first submit", repeated],
		["recorded", "new", new_],
		["accepted", "nothing", {}],
	])("%s in doubt: the server says %s", (kind, _, headers) => {
		const { outcome } = runScript({ policy: withoutPreflight }, [
			noResponse,
			httpResponse(204, null, headers),
		]);
		expect(outcome?.kind).toBe(kind);
	});

	test("recorded in doubt if a read before showed our row unanswered, whatever the server says", () => {
		for (const headers of [{}, new_, repeated]) {
			const { outcome } = runScript({}, [
				unanswered,
				noResponse,
				httpResponse(204, null, headers),
			]);
			expect(outcome?.kind).toBe("recorded");
		}
	});

	test("unchanged if reads showed it recorded before the submit, and unanswered at some time", () => {
		const { state } = runScript({}, [unanswered]).transition;
		const both = { ...state, read_showed_recorded: true };
		expect(both.read_showed_unanswered).toBe(true);
		for (const in_doubt of [false, true])
			for (const headers of [{}, new_, repeated])
				expect(
					advanceSettlement(
						{ ...both, in_doubt },
						httpResponse(204, null, headers),
						startedAt + 20,
						0,
					).command,
				).toMatchObject({ outcome: { kind: "unchanged" } });
		const shown = readResponse(instance(step([answeredRow()])));
		const verified = runScript({ policy: withoutPreflight }, [
			noResponse,
			httpResponse(422),
		]).transition.state;
		expect(
			advanceSettlement(
				{
					...verified,
					read_showed_recorded: true,
					read_showed_unanswered: true,
				},
				shown,
				startedAt + 200,
				0,
			).command,
		).toMatchObject({ outcome: { kind: "unchanged" } });
	});

	test("accepted if a read showed another person's answer only", () => {
		const graces = {
			...answeredRow(),
			assignee: { ...personGrace, required: true },
		};
		const read = readResponse(instance(step([graces])));
		expect(runScript({}, [read, httpResponse(204)]).outcome?.kind).toBe(
			"accepted",
		);
	});
});

test("an attempt has the server's request id", () => {
	const { attempts } = runScript({ policy: withoutPreflight }, [
		httpResponse(204, null, { "x-request-id": "r-17" }),
	]);
	expect(attempts).toMatchObject([{ status: 204, request_id: "r-17" }]);
});

test("the phase shows the purpose of the request in flight", () => {
	const phase = (events: Parameters<typeof runScript>[1], policy = {}) =>
		runScript({ policy }, events).transition.state.phase;
	expect(phase([])).toBe("preflight");
	expect(phase([unanswered])).toBe("submit");
	expect(phase([noResponse, noResponse, noResponse])).toBe("preflight");
	expect(phase([], withoutPreflight)).toBe("submit");
	expect(phase([httpResponse(422)], withoutPreflight)).toBe("verify");
	expect(phase([httpResponse(422), unanswered], withoutPreflight)).toBe(
		"recheck",
	);
	const known = { ...withoutPreflight, maxDeliveryDelayMs: 1_000 };
	expect(phase([noResponse, httpResponse(403), unanswered], known)).toBe(
		"wait_for_delivery",
	);
	const busy = httpResponse(429, null, { "retry-after": "60" });
	expect(phase([noResponse, busy], withoutPreflight)).toBe("final_read");
});

describe("a read before the submit", () => {
	test("that shows the same response finishes: unchanged", () => {
		const { outcome, requests } = runScript({}, [
			readResponse(instance(step([answeredRow()]))),
		]);
		expect(outcome?.kind).toBe("unchanged");
		expect(requests).toEqual(["read_instance 0"]);
	});

	test("that shows another response finishes: conflict", () => {
		const read = instance(step([answeredRow(reject, "No.")]));
		const { outcome, requests } = runScript({}, [readResponse(read)]);
		expect(outcome).toMatchObject({
			kind: "conflict",
			on_record: {
				option: reject,
				comment: "No.",
				submitted_at: "2026-05-01T10:00:00Z",
			},
			differs: ["response_option", "comment"],
		});
		expect(requests).toHaveLength(1);
	});

	test("that shows the same response except for white space around it finishes: unchanged", () => {
		const read = readResponse(instance(step([answeredRow(approve, "Fine.")])));
		const result = runScript(
			{ submission: submission({ comment: " Fine.\r\n" }) },
			[read],
		);
		expect(result.requests).toEqual(["read_instance 0"]);
		expect(result.outcome?.kind).toBe("unchanged");
	});

	test("of a history with our row unanswered does not prove novelty: the instance may show a later state", () => {
		const silent = historyRow({ response: null, responded_at: null });
		const past = buildHistory(historyStep([silent], { ended_at: null }));
		const result = runScript({}, [
			readResponse(instance(step([], { id: "2" }))),
			readResponse(past),
			httpResponse(204),
		]);
		expect(result.outcome?.kind).toBe("accepted");
	});

	test("that proves nothing is followed by the submit", () => {
		const noRow = readResponse(instance(step([])));
		expect(requestNames(runScript({}, [noRow, httpResponse(204)]))).toEqual([
			"read_instance",
			"submit",
		]);
		expect(runScript({}, [noRow, httpResponse(204)]).outcome?.kind).toBe(
			"accepted",
		);
	});

	test("that shows that the option is not offered sends nothing", () => {
		const read = instance(
			step([row()], { available_response_options: [reject] }),
		);
		const { outcome, requests } = runScript({}, [readResponse(read)]);
		expect(outcome).toMatchObject({
			kind: "invalid",
			issues: [{ code: "option_not_offered" }],
		});
		expect(requests).toHaveLength(1);
	});

	test("that shows another step is followed by the history", () => {
		const elsewhere = readResponse(instance(step([], { id: "2" })));
		const empty = readResponse({ ended_at: null, history: [] });
		const result = runScript({}, [elsewhere, empty, httpResponse(204)]);
		expect(requestNames(result)).toEqual([
			"read_instance",
			"read_history",
			"submit",
		]);
		expect(result.outcome?.kind).toBe("accepted");
	});

	test.each([400, 403, 404, 405, 409, 410, 422, 451])(
		"that the API refuses with %i is followed by the submit",
		(status) => {
			const refusal = httpResponse(status, { error: { code: "X" } });
			const result = runScript({}, [refusal, httpResponse(204)]);
			expect(requestNames(result)).toEqual(["read_instance", "submit"]);
			expect(result.outcome?.kind).toBe("accepted");
		},
	);

	test("that is refused also with a fresh token is followed by the submit", () => {
		const result = runScript({}, [
			httpResponse(401),
			{ kind: "refreshed" },
			httpResponse(403, {}),
			httpResponse(204),
		]);
		expect(result.outcome?.kind).toBe("accepted");
	});

	test("starts with `me` if it is unknown", () => {
		const result = runScript({ me: null }, [
			httpResponse(200, {
				id: 101,
				login: personAda.login,
				name: personAda.name,
			}),
			readResponse(instance(step([answeredRow()]))),
		]);
		expect(requestNames(result)).toEqual(["read_me", "read_instance"]);
		expect(result.outcome?.kind).toBe("unchanged");
		expect(result.transition.state.me).toEqual(personAda);
		expect(result.attempts.map(({ concluded }) => concluded)).toEqual([
			"read",
			"same",
		]);
	});

	test("continues if the API refuses `me`, without which it proves nothing", () => {
		const result = runScript({ me: null }, [
			httpResponse(403, { error: { code: "X" } }),
			readResponse(instance(step([answeredRow()]))),
			httpResponse(204),
		]);
		expect(requestNames(result)).toEqual([
			"read_me",
			"read_instance",
			"submit",
		]);
		expect(result.outcome?.kind).toBe("accepted");
	});
});

describe("an instance passed in", () => {
	test("that shows our row unanswered needs one request", () => {
		const result = runScript({ instance: instance() }, [httpResponse(204)]);
		expect(result.requests).toEqual(["submit 0"]);
		expect(result.outcome?.kind).toBe("recorded");
		expect(result.attempts).toEqual([
			{
				call: "submit",
				status: 204,
				request_id: null,
				duration_ms: 10,
				concluded: "recorded",
			},
		]);
	});

	test("that shows the same or another response needs no request", () => {
		const same = runScript({ instance: instance(step([answeredRow()])) }, []);
		expect(same.outcome).toEqual({ kind: "unchanged", attempts: [] });
		const other = runScript(
			{ instance: instance(step([answeredRow(reject)])) },
			[],
		);
		expect(other.outcome?.kind).toBe("conflict");
	});

	test("that shows another step proves nothing and replaces no read", () => {
		const elsewhere = instance(step([row()], { id: "2" }));
		const { transition, requests } = runScript({ instance: elsewhere }, []);
		expect(requests).toEqual(["read_instance 0"]);
		expect(transition.state.step_fingerprint).toBeNull();
	});

	test("sets the fingerprint of the step, also if `me` is unknown", () => {
		const { transition, requests } = runScript(
			{ me: null, instance: instance() },
			[],
		);
		expect(requests).toEqual(["read_me 0"]);
		expect(transition.state.step_fingerprint).toEqual({
			uuid: "uuid-1",
			started_at: "2026-05-01T08:00:00Z",
			options: [approve, reject],
		});
		const known = runScript({ instance: instance() }, []);
		expect(known.transition.state.step_fingerprint).toEqual(
			transition.state.step_fingerprint,
		);
	});

	describe("while `me` is unknown", () => {
		const me = httpResponse(200, { ...personAda, id: 101 });
		const given = (
			rows: Parameters<typeof step>[0],
			events: Parameters<typeof runScript>[1],
			policy = {},
		) =>
			runScript({ me: null, instance: instance(step(rows)), policy }, events);

		test("is compared after `me` was read once: two requests, and a 204 is new", () => {
			const result = given([row()], [me, httpResponse(204)]);
			expect(result.requests).toEqual(["read_me 0", "submit 10"]);
			expect(result.outcome?.kind).toBe("recorded");
		});

		test("needs no submit if it shows the same or another response", () => {
			const same = given([answeredRow()], [me]);
			expect(requestNames(same)).toEqual(["read_me"]);
			expect(same.outcome?.kind).toBe("unchanged");
			expect(given([answeredRow(reject)], [me]).outcome?.kind).toBe("conflict");
		});

		test("is a copy: a change of the caller's instance after the begin does not count", () => {
			const mine = row();
			const begun = beginScript({ me: null, instance: instance(step([mine])) });
			Object.assign(mine, answeredRow(reject));
			const result = continueScript(begun, startedAt, [me, httpResponse(204)]);
			expect(result.outcome?.kind).toBe("recorded");
		});

		test("proves nothing if the API refuses `me`", () => {
			const result = given(
				[answeredRow(reject)],
				[httpResponse(403, {}), httpResponse(204)],
			);
			expect(requestNames(result)).toEqual(["read_me", "submit"]);
			expect(result.outcome?.kind).toBe("accepted");
		});

		test("is enough to submit if `me` cannot be read in time", () => {
			const failing = repeatUntilFinished(
				{
					me: null,
					instance: instance(),
					policy: { deadlineMs: 4_000, maxCalls: 4 },
				},
				noResponse,
			);
			expect(requestNames(failing)).toEqual([
				"read_me",
				"read_me",
				"read_me",
				"submit",
			]);
		});

		test("`me` is not read if the policy says not to read first", () => {
			const result = given([row()], [httpResponse(204)], withoutPreflight);
			expect(result.requests).toEqual(["submit 0"]);
			expect(result.outcome?.kind).toBe("accepted");
		});
	});

	test("of another instance is ignored", () => {
		const other = { ...instance(step([answeredRow()])), id: "9002" };
		expect(requestNames(runScript({ instance: other }, []))).toEqual([
			"read_instance",
		]);
		expect(
			requestNames(
				runScript({ instance: other, policy: withoutPreflight }, []),
			),
		).toEqual(["submit"]);
	});

	test("is read again if the policy says so", () => {
		const result = runScript(
			{ instance: instance(), policy: { readFirst: true } },
			[],
		);
		expect(requestNames(result)).toEqual(["read_instance"]);
	});

	test("that was stale is corrected by the read after a refusal", () => {
		const result = runScript({ instance: instance(step([])) }, [
			httpResponse(422),
			readResponse(instance(step([answeredRow(reject)]))),
		]);
		expect(result.outcome?.kind).toBe("conflict");
	});
});
