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

test("a 204 after a read has the same meaning as elsewhere", () => {
	const result = runScript({ policy: { fetchMayResend } }, [
		unanswered,
		httpResponse(204),
	]);
	expect(requestNames(result)).toEqual(["read_instance", "submit"]);
	expect(result.outcome?.kind).toBe("recorded");
});

test("a repeat reported by the server may be our own first copy", () => {
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
	"a %i that no read explains is %s only after the delivery wait",
	(status, kind) => {
		const policy = { ...withoutPreflight, fetchMayResend };
		const deliveryPolicy = {
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
			{ policy: deliveryPolicy },
			unanswered,
			before,
		);
		expect(outcome?.kind).toBe(kind);
		// The refusal was received at 10 ms.
		expect(requests.at(-1)).toBe("read_instance 3010");
	},
);

test("a refusal that a read explains has the same meaning as elsewhere", () => {
	const other = readResponse(instance(step([answeredRow(reject)])));
	const { outcome } = runScript(
		{ policy: { ...withoutPreflight, fetchMayResend } },
		[httpResponse(422), other],
	);
	expect(outcome?.kind).toBe("conflict");
});

test("a 401, 429 or refused connection is about one copy only", () => {
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

test("the last submit may have been sent until its response was received", () => {
	const { state } = runScript(
		{ policy: { ...withoutPreflight, fetchMayResend } },
		[httpResponse(404)],
	).transition;
	expect(state.last_sent_at).toBe(state.command_issued_at);
	const elsewhere = runScript({ policy: withoutPreflight }, [httpResponse(404)])
		.transition.state;
	expect(elsewhere.last_sent_at).toBe(elsewhere.command_issued_at - 10);
});
