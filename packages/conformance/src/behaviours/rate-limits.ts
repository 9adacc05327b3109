import type { NetworkFault } from "../simulation/faults.ts";
import {
	behaviour,
	emptyRecord,
	readThenSubmit,
	recordedResponse,
} from "./builders.ts";
import type { Behaviour } from "./types.ts";

type Calls = Behaviour["expect"]["requests"];

const record = { current_step: "1", responses: [recordedResponse()] };
const again: Calls = [...readThenSubmit, "submit"];

function limited(
	reset_in: number | null,
	retry_after: number | null,
): NetworkFault {
	return { kind: "rate_limited", reset_in, retry_after, dated: true };
}

/** Limits, outages, and reads that fail. */
export const rateLimits: Behaviour[] = [
	behaviour({
		name: "a 429 waits for the reset that the server names",
		faults: [{ call: "submit", nth: 1, fault: limited(1, null) }],
		expect: { outcome: { kind: "recorded" }, requests: again, record },
	}),
	behaviour({
		name: "a 429 waits as long as Retry-After says",
		faults: [{ call: "submit", nth: 1, fault: limited(null, 1) }],
		expect: { outcome: { kind: "recorded" }, requests: again, record },
	}),
	behaviour({
		name: "a 429 that names no wait is tried again",
		faults: [{ call: "submit", nth: 1, fault: limited(null, null) }],
		expect: { outcome: { kind: "recorded" }, requests: again, record },
	}),
	behaviour({
		name: "a 429 whose reset is past the deadline is deferred",
		faults: [{ call: "submit", nth: 1, fault: limited(600, 1) }],
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
		name: "a 429 after a lost answer leaves it to a last read",
		faults: [
			{
				call: "submit",
				nth: 1,
				fault: { kind: "reply_dropped", loss: "reset" },
			},
			{ call: "submit", nth: 2, fault: limited(600, 600) },
		],
		expect: {
			outcome: { kind: "recorded" },
			requests: [...again, "read_instance"],
			record,
		},
	}),
	behaviour({
		name: "a server that is down for long is deferred",
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
		},
	}),
	behaviour({
		name: "a server that cannot be reached is deferred",
		unreachable: true,
		// Too short for a submit after three failed looks: where a refused connection looks like a lost one, it would leave
		// the outcome in doubt.
		policy: { deadlineMs: 700 },
		expect: {
			outcome: { kind: "deferred", reason: "unreachable" },
			requests: [],
			record: emptyRecord,
		},
	}),
	behaviour({
		name: "a read that fails is read again",
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
		name: "a read that answers with a page is read again",
		faults: [{ call: "read_instance", nth: 1, fault: { kind: "garbled" } }],
		expect: {
			outcome: { kind: "recorded" },
			requests: ["read_me", "read_instance", "read_instance", "submit"],
			record,
		},
	}),
];
