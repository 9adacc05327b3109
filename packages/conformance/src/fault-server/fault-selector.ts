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

/** Says what becomes of the `nth` call of a name, which comes at `now` (Unix milliseconds). */
export type FaultSelector = (
	call: CallName,
	nth: number,
	now: number,
) => NetworkFault | SocketFault;

const noFault: NetworkFault = { kind: "none" };

// Of 100 faults, how many only a socket knows.
const socketPercent = 15;

/** A world's faults: those of its script first, then those of its seed. */
export function createFaultSelector({
	faults,
	seeded,
}: HostedWorld): FaultSelector {
	const drawn = seeded === undefined ? () => noFault : seededFaults(seeded);
	return (call, nth, now) => {
		const scripted = faults.find(
			(fault) => fault.call === call && fault.nth === nth,
		);
		return scripted?.fault ?? drawn(call, nth, now);
	};
}

function seededFaults(seeded: SeededFaults): FaultSelector {
	const choices = seededChoices(seeded.seed);
	let firstAt: number | null = null;
	return (call, _, now) => {
		firstAt ??= now;
		if (now >= firstAt + seeded.faults_until_ms) return noFault;
		if (!chance(choices, seeded.fault_percent)) return noFault;
		return chance(choices, socketPercent)
			? randomSocketFault(choices, seeded)
			: withinBounds(
					randomFault(
						choices,
						call,
						seeded.max_delivery_delay_ms,
						seeded.max_read_staleness_ms,
					),
					seeded.max_wait_s,
				);
	};
}

function randomSocketFault(
	choices: Choices,
	{ max_delivery_delay_ms }: SeededFaults,
): SocketFault {
	return pick<SocketFault>(choices, [
		{ kind: "truncated" },
		{ kind: "wrong_length" },
		{ kind: "slow", duration_ms: max_delivery_delay_ms },
		{ kind: "empty" },
	]);
}

/** The same fault, asking for no longer waits than wanted; none that a listening server cannot cause. */
function withinBounds(fault: NetworkFault, longest: number): NetworkFault {
	switch (fault.kind) {
		case "not_sent":
			return { kind: "request_dropped", loss: "reset" };
		case "failed":
			return { ...fault, retry_after: atMost(fault.retry_after, longest) };
		case "rate_limited":
			return {
				...fault,
				// It counts from the next whole second on.
				reset_in: atMost(fault.reset_in, Math.max(0, longest - 1)),
				retry_after: atMost(fault.retry_after, longest),
			};
		default:
			return fault;
	}
}

function atMost(value: number | null, most: number): number | null {
	return value === null ? null : Math.min(value, most);
}
