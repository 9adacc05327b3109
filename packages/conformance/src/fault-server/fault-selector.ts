import type { CallName } from "@signoff/core";
import {
	type Choices,
	chance,
	pick,
	seededChoices,
} from "../simulation/choices.ts";
import type { NetworkFault } from "../simulation/faults.ts";
import { randomFault } from "../simulation/random-faults.ts";
import type { HostedWorld, SeededFaults, SocketFault } from "./types.ts";

/** Selects the fault of the `nth` request of a kind, which arrives at `now` (Unix milliseconds). */
export type FaultSelector = (
	call: CallName,
	nth: number,
	now: number,
) => NetworkFault | SocketFault;

const noFault: NetworkFault = { kind: "none" };

// Of 100 faults, how many are socket faults.
const socketPercent = 15;

/** Selects the scripted faults of a world, and seeded ones for the requests without a scripted one. */
export function createFaultSelector({
	faults,
	seeded,
}: HostedWorld): FaultSelector {
	const otherwise = seeded === undefined ? () => noFault : seededFaults(seeded);
	return (call, nth, now) => {
		const scripted = faults.find(
			(fault) => fault.call === call && fault.nth === nth,
		);
		return scripted?.fault ?? otherwise(call, nth, now);
	};
}

function seededFaults(seeded: SeededFaults): FaultSelector {
	const choices = seededChoices(seeded.seed);
	const { max_delivery_delay_ms, max_read_staleness_ms, max_wait_s } = seeded;
	let firstAt: number | null = null;
	return (call, _, now) => {
		firstAt ??= now;
		if (now >= firstAt + seeded.faults_until_ms) return noFault;
		if (!chance(choices, seeded.fault_percent)) return noFault;
		if (chance(choices, socketPercent))
			return randomSocketFault(choices, max_delivery_delay_ms);
		const fault = randomFault(
			choices,
			call,
			max_delivery_delay_ms,
			max_read_staleness_ms,
		);
		return withinBounds(fault, max_wait_s);
	};
}

function randomSocketFault(choices: Choices, duration_ms: number): SocketFault {
	return pick<SocketFault>(choices, [
		{ kind: "truncated" },
		{ kind: "wrong_length" },
		{ kind: "slow", duration_ms },
		{ kind: "empty" },
	]);
}

/** Shortens the waits that a fault asks for, and replaces one that a listening server cannot cause. */
function withinBounds(fault: NetworkFault, maxWait: number): NetworkFault {
	switch (fault.kind) {
		case "not_sent":
			return { kind: "request_dropped", loss: "reset" };
		case "failed":
			return { ...fault, retry_after: atMost(fault.retry_after, maxWait) };
		case "rate_limited":
			return {
				...fault,
				// A reset counts from the next whole second.
				reset_in: atMost(fault.reset_in, Math.max(0, maxWait - 1)),
				retry_after: atMost(fault.retry_after, maxWait),
			};
		default:
			return fault;
	}
}

function atMost(value: number | null, max: number): number | null {
	return value === null ? null : Math.min(value, max);
}
