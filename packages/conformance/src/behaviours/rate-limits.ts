import type { NetworkFault } from "../simulation/faults.ts";
import {
	behaviour,
	emptyRecord,
	readThenSubmit,
	recordedResponse,
} from "./builders.ts";
import type { Behaviour } from "./types.ts";

type Requests = Behaviour["expect"]["requests"];

const record = { current_step: "1", responses: [recordedResponse()] };
const submittedTwice: Requests = [...readThenSubmit, "submit"];

function rateLimited(
	reset_in: number | null,
	retry_after: number | null,
): NetworkFault {
	return { kind: "rate_limited", reset_in, retry_after, dated: true };
}

/** Rate limits, outages, and reads that fail. */
export const rateLimitBehaviours: Behaviour[] = [
	behaviour({
		name: "after a 429 the client waits until the reset",
		faults: [{ call: "submit", nth: 1, fault: rateLimited(1, null) }],
		expect: { outcome: { kind: "recorded" }, requests: submittedTwice, record },
	}),
	behaviour({
		name: "after a 429 the client waits as long as Retry-After says",
		faults: [{ call: "submit", nth: 1, fault: rateLimited(null, 1) }],
		expect: { outcome: { kind: "recorded" }, requests: submittedTwice, record },
	}),
	behaviour({
		name: "a 429 without a wait is retried after backoff",
		faults: [{ call: "submit", nth: 1, fault: rateLimited(null, null) }],
		expect: { outcome: { kind: "recorded" }, requests: submittedTwice, record },
	}),
	behaviour({
		name: "a 429 whose reset is past the deadline is deferred",
		faults: [{ call: "submit", nth: 1, fault: rateLimited(600, 1) }],
		expect: {
			outcome: { kind: "deferred", reason: "rate_limited" },
			requests: [...readThenSubmit],
			record: emptyRecord,
			when_resent: {
				outcome: { kind: "uncertain" },
				requests: [...readThenSubmit, "read_instance"],
			},
		},
	}),
	behaviour({
		name: "a 429 after a lost reply is settled by a final read",
		faults: [
			{
				call: "submit",
				nth: 1,
				fault: { kind: "reply_dropped", loss: "reset" },
			},
			{ call: "submit", nth: 2, fault: rateLimited(600, 600) },
		],
		expect: {
			outcome: { kind: "recorded" },
			requests: [...submittedTwice, "read_instance"],
			record,
		},
	}),
	behaviour({
		name: "a 503 whose Retry-After is past the deadline is deferred",
		faults: [
			{
				call: "read_me",
				nth: 1,
				fault: {
					kind: "failed",
					status: 503,
					recorded: false,
					retry_after: 600,
					html: true,
				},
			},
		],
		expect: {
			outcome: { kind: "deferred", reason: "unavailable" },
			requests: ["read_me"],
			record: emptyRecord,
			// The instance is read at the same time; then the submission waits for the time that the server named.
			by_name: {
				outcome: { kind: "deferred", reason: "rate_limited" },
				requests: ["read_me", "read_instance"],
			},
		},
	}),
	behaviour({
		name: "an unreachable server is deferred",
		unreachable: true,
		// Too short for a submit after three failed reads. If the runtime does not report refused connections, a submit
		// would leave the outcome in doubt.
		policy: { deadlineMs: 700 },
		expect: {
			outcome: { kind: "deferred", reason: "unreachable" },
			requests: [],
			record: emptyRecord,
		},
	}),
	behaviour({
		name: "a read that fails with a 502 is retried",
		faults: [
			{
				call: "read_instance",
				nth: 1,
				fault: {
					kind: "failed",
					status: 502,
					recorded: false,
					retry_after: null,
					html: true,
				},
			},
		],
		expect: {
			outcome: { kind: "recorded" },
			requests: ["read_me", "read_instance", "read_instance", "submit"],
			record,
		},
	}),
	behaviour({
		name: "a read that returns an HTML page is retried",
		faults: [{ call: "read_instance", nth: 1, fault: { kind: "garbled" } }],
		expect: {
			outcome: { kind: "recorded" },
			requests: ["read_me", "read_instance", "read_instance", "submit"],
			record,
		},
	}),
];
