import { expect, test } from "vitest";
import { answeredRow, instance, reject, step } from "../testing/builders.ts";
import {
	always,
	answer,
	blind,
	names,
	play,
	shows,
	unsent,
} from "../testing/script.ts";

const fetchMayResend = true;
const unanswered = shows(instance());
const repeated = { "idempotency-replayed": "true" };

test("an acceptance is what it is elsewhere, where a look came before", () => {
	const played = play({ policy: { fetchMayResend } }, [
		unanswered,
		answer(204),
	]);
	expect(names(played)).toEqual(["read_instance", "submit"]);
	expect(played.outcome?.kind).toBe("recorded");
});

test("a server's word that it is a repeat may be about our own first copy", () => {
	const policy = { ...blind, fetchMayResend };
	const said = answer(204, null, repeated);
	expect(play({ policy }, [said]).outcome?.kind).toBe("accepted");
	expect(play({ policy: blind }, [said]).outcome?.kind).toBe("unchanged");
});

test.each([
	[403, "forbidden"],
	[404, "not_found"],
	[422, "invalid"],
])(
	"a %i that no read explains is %s only once nothing can arrive any more",
	(status, kind) => {
		const policy = { ...blind, fetchMayResend };
		const quiet = {
			...policy,
			maxDeliveryDelayMs: 3_000,
			maxReadStalenessMs: 0,
		};
		const before = [answer(status)];
		expect(always({ policy }, unanswered, before).outcome?.kind).toBe(
			"uncertain",
		);
		expect(always({ policy: blind }, unanswered, before).outcome?.kind).toBe(
			kind,
		);
		const { outcome, calls } = always({ policy: quiet }, unanswered, before);
		expect(outcome?.kind).toBe(kind);
		// The refusal came at 10 ms.
		expect(calls.at(-1)).toBe("read_instance 3010");
	},
);

test("a refusal that a read explains is what it is elsewhere", () => {
	const other = shows(instance(step([answeredRow(reject)])));
	const { outcome } = play({ policy: { ...blind, fetchMayResend } }, [
		answer(422),
		other,
	]);
	expect(outcome?.kind).toBe("conflict");
});

test("a refused token, a limit or a refused connection tells of one copy only", () => {
	const policy = { ...blind, fetchMayResend, deadlineMs: 5_000 };
	const limited = answer(429, null, { "retry-after": "600" });
	const refused = play({ policy }, [answer(401), { kind: "refresh_refused" }]);
	expect(refused.outcome?.kind).toBe("uncertain");
	expect(play({ policy }, [limited, unanswered]).outcome?.kind).toBe(
		"uncertain",
	);
	const { state } = play({ policy }, [unsent]).step;
	expect(state.in_doubt).toBe(true);
});

test("what was sent last may have been sent until its answer came", () => {
	const { state } = play({ policy: { ...blind, fetchMayResend } }, [
		answer(404),
	]).step;
	expect(state.last_sent_at).toBe(state.command_issued_at);
	const elsewhere = play({ policy: blind }, [answer(404)]).step.state;
	expect(elsewhere.last_sent_at).toBe(elsewhere.command_issued_at - 10);
});
