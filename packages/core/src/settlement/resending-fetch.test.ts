import { expect, test } from "vitest";
import { answeredRow, instance, reject, step } from "../testing/builders.ts";
import {
	httpResponse,
	notSent,
	readResponse,
	repeatUntilFinished,
	requestNames,
	runScript,
	withoutPreflight,
} from "../testing/script.ts";

const fetchMayResend = true;
const unanswered = readResponse(instance());
const repeated = { "idempotency-replayed": "true" };

test("an acceptance is what it is elsewhere, where a look came before", () => {
	const result = runScript({ policy: { fetchMayResend } }, [
		unanswered,
		httpResponse(204),
	]);
	expect(requestNames(result)).toEqual(["read_instance", "submit"]);
	expect(result.outcome?.kind).toBe("recorded");
});

test("a server's word that it is a repeat may be about our own first copy", () => {
	const policy = { ...withoutPreflight, fetchMayResend };
	const said = httpResponse(204, null, repeated);
	expect(runScript({ policy }, [said]).outcome?.kind).toBe("accepted");
	expect(runScript({ policy: withoutPreflight }, [said]).outcome?.kind).toBe(
		"unchanged",
	);
});

test.each([
	[403, "forbidden"],
	[404, "not_found"],
	[422, "invalid"],
])(
	"a %i that no read explains is %s only once nothing can arrive any more",
	(status, kind) => {
		const policy = { ...withoutPreflight, fetchMayResend };
		const quiet = {
			...policy,
			maxDeliveryDelayMs: 3_000,
			maxReadStalenessMs: 0,
		};
		const before = [httpResponse(status)];
		expect(
			repeatUntilFinished({ policy }, unanswered, before).outcome?.kind,
		).toBe("uncertain");
		expect(
			repeatUntilFinished({ policy: withoutPreflight }, unanswered, before)
				.outcome?.kind,
		).toBe(kind);
		const { outcome, requests } = repeatUntilFinished(
			{ policy: quiet },
			unanswered,
			before,
		);
		expect(outcome?.kind).toBe(kind);
		// The refusal came at 10 ms.
		expect(requests.at(-1)).toBe("read_instance 3010");
	},
);

test("a refusal that a read explains is what it is elsewhere", () => {
	const other = readResponse(instance(step([answeredRow(reject)])));
	const { outcome } = runScript(
		{ policy: { ...withoutPreflight, fetchMayResend } },
		[httpResponse(422), other],
	);
	expect(outcome?.kind).toBe("conflict");
});

test("a refused token, a limit or a refused connection tells of one copy only", () => {
	const policy = { ...withoutPreflight, fetchMayResend, deadlineMs: 5_000 };
	const limited = httpResponse(429, null, { "retry-after": "600" });
	const refused = runScript({ policy }, [
		httpResponse(401),
		{ kind: "refresh_refused" },
	]);
	expect(refused.outcome?.kind).toBe("uncertain");
	expect(runScript({ policy }, [limited, unanswered]).outcome?.kind).toBe(
		"uncertain",
	);
	const { state } = runScript({ policy }, [notSent]).transition;
	expect(state.in_doubt).toBe(true);
});

test("what was sent last may have been sent until its answer came", () => {
	const { state } = runScript(
		{ policy: { ...withoutPreflight, fetchMayResend } },
		[httpResponse(404)],
	).transition;
	expect(state.last_sent_at).toBe(state.command_issued_at);
	const elsewhere = runScript({ policy: withoutPreflight }, [httpResponse(404)])
		.transition.state;
	expect(elsewhere.last_sent_at).toBe(elsewhere.command_issued_at - 10);
});
