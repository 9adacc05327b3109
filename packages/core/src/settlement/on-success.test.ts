import { describe, expect, test } from "vitest";
import {
	answeredRow,
	approve,
	buildHistory,
	historyRow,
	historyStep,
	instance,
	personAda,
	reject,
	row,
	step,
	submission,
} from "../testing/builders.ts";
import {
	httpResponse,
	noResponse,
	readResponse,
	requestNames,
	runScript,
	withoutPreflight,
} from "../testing/script.ts";

const unanswered = readResponse(instance());
const new_ = { "idempotency-replayed": "false" };
const repeated = { "idempotency-replayed": "true" };

describe("204 means on record", () => {
	test.each([
		["recorded", "an earlier read showed our row unanswered", {}],
		["recorded", "the server says new", new_],
		[
			"recorded",
			"a read showed it unanswered, although the server says repeat",
			repeated,
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

	test("recorded in doubt if a read before showed our row unanswered", () => {
		const { outcome } = runScript({}, [
			unanswered,
			noResponse,
			httpResponse(204),
		]);
		expect(outcome?.kind).toBe("recorded");
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
	expect(phase([noResponse, noResponse, noResponse])).toBe("submit");
	expect(phase([], withoutPreflight)).toBe("submit");
	expect(phase([httpResponse(422)], withoutPreflight)).toBe("verify");
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

	// They are not exactly equal, and how the server compares is unknown, so the submission decides.
	test("that shows the same response except for white space is followed by the submit", () => {
		const setting = { submission: submission({ comment: "Fine. " }) };
		const read = readResponse(instance(step([answeredRow(approve, "Fine.")])));
		const accepted = runScript(setting, [read, httpResponse(204)]);
		expect(requestNames(accepted)).toEqual(["read_instance", "submit"]);
		expect(accepted.outcome?.kind).toBe("unchanged");
		expect(
			runScript(setting, [read, httpResponse(204, null, new_)]).outcome?.kind,
		).toBe("recorded");
		expect(
			runScript(setting, [read, noResponse, httpResponse(204)]).outcome?.kind,
		).toBe("unchanged");
	});

	test("that shows it normalized, then refused by the server: on record", () => {
		const setting = { submission: submission({ comment: "Fine. " }) };
		const read = readResponse(instance(step([answeredRow(approve, "Fine.")])));
		expect(
			runScript(setting, [read, httpResponse(422), read]).outcome?.kind,
		).toBe("unchanged");
		expect(
			runScript(setting, [read, noResponse, httpResponse(422), read]).outcome
				?.kind,
		).toBe("unchanged");
	});

	test("of a history with our row unanswered does not prove novelty", () => {
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

	test.each([401, 403, 404, 422])(
		"that is refused with %i is followed by the submit",
		(status) => {
			const events =
				status === 401
					? [
							httpResponse(401),
							{ kind: "refreshed" } as const,
							httpResponse(403),
							httpResponse(204),
						]
					: [httpResponse(status), httpResponse(204)];
			expect(runScript({}, events).outcome?.kind).toBe("accepted");
		},
	);

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

	test("continues if `me` is refused", () => {
		const result = runScript({ me: null }, [
			httpResponse(403),
			httpResponse(204),
		]);
		expect(requestNames(result)).toEqual(["read_me", "submit"]);
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
		expect(requests).toEqual(["submit 0"]);
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
