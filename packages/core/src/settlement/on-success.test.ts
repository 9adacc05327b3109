import { describe, expect, test } from "vitest";
import {
	ada,
	answeredRow,
	approve,
	history,
	instance,
	pastRow,
	pastStep,
	reject,
	row,
	step,
	submission,
} from "../testing/builders.ts";
import { answer, blind, lost, names, play, shows } from "../testing/script.ts";

const unanswered = shows(instance());
const new_ = { "idempotency-replayed": "false" };
const repeated = { "idempotency-replayed": "true" };

describe("204 means on record", () => {
	test.each([
		["recorded", "an earlier read showed our row unanswered", {}],
		["recorded", "the server says new", new_],
		["recorded", "a read showed it unanswered, whatever is said", repeated],
	])("%s where %s", (kind, _, headers) => {
		const { outcome } = play({}, [unanswered, answer(204, null, headers)]);
		expect(outcome?.kind).toBe(kind);
	});

	test.each([
		["accepted", "nobody says whether it is new", {}],
		["recorded", "the server says new", new_],
		["unchanged", "the server says repeat", repeated],
		[
			"accepted",
			"the server says something else",
			{ "idempotency-replayed": "yes" },
		],
	])("%s where nothing was read and %s", (kind, _, headers) => {
		const { outcome, calls } = play({ policy: blind }, [
			answer(204, null, headers),
		]);
		expect(outcome?.kind).toBe(kind);
		expect(calls).toEqual(["submit 0"]);
	});

	test.each([
		["accepted", "repeat, which may be our own first try", repeated],
		["recorded", "new", new_],
		["accepted", "nothing", {}],
	])("%s in doubt where the server says %s", (kind, _, headers) => {
		const { outcome } = play({ policy: blind }, [
			lost,
			answer(204, null, headers),
		]);
		expect(outcome?.kind).toBe(kind);
	});

	test("recorded in doubt where a read before showed our row unanswered", () => {
		const { outcome } = play({}, [unanswered, lost, answer(204)]);
		expect(outcome?.kind).toBe("recorded");
	});
});

test("an attempt keeps the server's name for it", () => {
	const { attempts } = play({ policy: blind }, [
		answer(204, null, { "x-request-id": "r-17" }),
	]);
	expect(attempts).toMatchObject([{ status: 204, request_id: "r-17" }]);
});

test("what the next answer is for can be told from the state", () => {
	const phase = (events: Parameters<typeof play>[1], policy = {}) =>
		play({ policy }, events).step.state.phase;
	expect(phase([])).toBe("preflight");
	expect(phase([unanswered])).toBe("submit");
	expect(phase([lost, lost, lost])).toBe("submit");
	expect(phase([], blind)).toBe("submit");
	expect(phase([answer(422)], blind)).toBe("verify");
});

describe("a look before sending", () => {
	test("that shows the same answer ends the matter: unchanged", () => {
		const { outcome, calls } = play({}, [
			shows(instance(step([answeredRow()]))),
		]);
		expect(outcome?.kind).toBe("unchanged");
		expect(calls).toEqual(["read_instance 0"]);
	});

	test("that shows another answer ends the matter: conflict", () => {
		const read = instance(step([answeredRow(reject, "No.")]));
		const { outcome, calls } = play({}, [shows(read)]);
		expect(outcome).toMatchObject({
			kind: "conflict",
			on_record: {
				option: reject,
				comment: "No.",
				submitted_at: "2026-05-01T10:00:00Z",
			},
			differs: ["response_option", "comment"],
		});
		expect(calls).toHaveLength(1);
	});

	// To the letter they differ, and nobody knows whether the server compares so: it is asked.
	test("that shows the same answer but for white space asks the server", () => {
		const setting = { submission: submission({ comment: "Fine. " }) };
		const read = shows(instance(step([answeredRow(approve, "Fine.")])));
		const accepted = play(setting, [read, answer(204)]);
		expect(names(accepted)).toEqual(["read_instance", "submit"]);
		expect(accepted.outcome?.kind).toBe("unchanged");
		expect(play(setting, [read, answer(204, null, new_)]).outcome?.kind).toBe(
			"recorded",
		);
		expect(play(setting, [read, lost, answer(204)]).outcome?.kind).toBe(
			"unchanged",
		);
	});

	test("whose tidied answer the server then refuses is on record all the same", () => {
		const setting = { submission: submission({ comment: "Fine. " }) };
		const read = shows(instance(step([answeredRow(approve, "Fine.")])));
		expect(play(setting, [read, answer(422), read]).outcome?.kind).toBe(
			"unchanged",
		);
		expect(play(setting, [read, lost, answer(422), read]).outcome?.kind).toBe(
			"unchanged",
		);
	});

	test("into a history where our row is silent makes nothing new of it", () => {
		const silent = pastRow({ response: null, responded_at: null });
		const past = history(pastStep([silent], { ended_at: null }));
		const played = play({}, [
			shows(instance(step([], { id: "2" }))),
			shows(past),
			answer(204),
		]);
		expect(played.outcome?.kind).toBe("accepted");
	});

	test("that proves nothing is followed by the submission", () => {
		const nobody = shows(instance(step([])));
		expect(names(play({}, [nobody, answer(204)]))).toEqual([
			"read_instance",
			"submit",
		]);
		expect(play({}, [nobody, answer(204)]).outcome?.kind).toBe("accepted");
	});

	test("that shows an option that is not offered sends nothing", () => {
		const read = instance(
			step([row()], { available_response_options: [reject] }),
		);
		const { outcome, calls } = play({}, [shows(read)]);
		expect(outcome).toMatchObject({
			kind: "invalid",
			issues: [{ code: "option_not_offered" }],
		});
		expect(calls).toHaveLength(1);
	});

	test("that shows another step looks into the history", () => {
		const elsewhere = shows(instance(step([], { id: "2" })));
		const empty = shows({ ended_at: null, history: [] });
		const played = play({}, [elsewhere, empty, answer(204)]);
		expect(names(played)).toEqual(["read_instance", "read_history", "submit"]);
		expect(played.outcome?.kind).toBe("accepted");
	});

	test.each([401, 403, 404, 422])(
		"that is refused with %i ends in the submission",
		(status) => {
			const events =
				status === 401
					? [
							answer(401),
							{ kind: "refreshed" } as const,
							answer(403),
							answer(204),
						]
					: [answer(status), answer(204)];
			expect(play({}, events).outcome?.kind).toBe("accepted");
		},
	);

	test("asks first who we are, where that is not known", () => {
		const played = play({ me: null }, [
			answer(200, { id: 101, login: ada.login, name: ada.name }),
			shows(instance(step([answeredRow()]))),
		]);
		expect(names(played)).toEqual(["read_me", "read_instance"]);
		expect(played.outcome?.kind).toBe("unchanged");
		expect(played.step.state.me).toEqual(ada);
		expect(played.attempts.map(({ concluded }) => concluded)).toEqual([
			"read",
			"same",
		]);
	});

	test("goes on where who we are is not told", () => {
		const played = play({ me: null }, [answer(403), answer(204)]);
		expect(names(played)).toEqual(["read_me", "submit"]);
		expect(played.outcome?.kind).toBe("accepted");
	});
});

describe("an instance read before", () => {
	test("that shows our row unanswered makes one call of it", () => {
		const played = play({ seen: instance() }, [answer(204)]);
		expect(played.calls).toEqual(["submit 0"]);
		expect(played.outcome?.kind).toBe("recorded");
		expect(played.attempts).toEqual([
			{
				call: "submit",
				status: 204,
				request_id: null,
				duration_ms: 10,
				concluded: "recorded",
			},
		]);
	});

	test("that shows the same answer, or another one, needs no call", () => {
		const same = play({ seen: instance(step([answeredRow()])) }, []);
		expect(same.outcome).toEqual({ kind: "unchanged", attempts: [] });
		const other = play({ seen: instance(step([answeredRow(reject)])) }, []);
		expect(other.outcome?.kind).toBe("conflict");
	});

	test("that shows another step tells nothing, and spares no look", () => {
		const elsewhere = instance(step([row()], { id: "2" }));
		const { step: begun, calls } = play({ seen: elsewhere }, []);
		expect(calls).toEqual(["read_instance 0"]);
		expect(begun.state.step_fingerprint).toBeNull();
	});

	test("teaches how to find the step again, also where it is not known who we are", () => {
		const { step: begun, calls } = play({ me: null, seen: instance() }, []);
		expect(calls).toEqual(["submit 0"]);
		expect(begun.state.step_fingerprint).toEqual({
			uuid: "uuid-1",
			started_at: "2026-05-01T08:00:00Z",
			options: [approve, reject],
		});
		const known = play({ seen: instance() }, []);
		expect(known.step.state.step_fingerprint).toEqual(
			begun.state.step_fingerprint,
		);
	});

	test("of another instance is ignored", () => {
		const other = { ...instance(step([answeredRow()])), id: "9002" };
		expect(names(play({ seen: other }, []))).toEqual(["read_instance"]);
		expect(names(play({ seen: other, policy: blind }, []))).toEqual(["submit"]);
	});

	test("is looked at again where the policy says so", () => {
		const played = play({ seen: instance(), policy: { readFirst: true } }, []);
		expect(names(played)).toEqual(["read_instance"]);
	});

	test("whose empty place was stale is corrected by the read that follows a refusal", () => {
		const played = play({ seen: instance(step([])) }, [
			answer(422),
			shows(instance(step([answeredRow(reject)]))),
		]);
		expect(played.outcome?.kind).toBe("conflict");
	});
});
