import type { CallName } from "@signoff/core";
import {
	type Choices,
	chance,
	pick,
	seededChoices,
} from "../simulation/choices.ts";
import type { NetworkFault } from "../simulation/faults.ts";
import { drawFault } from "../simulation/random-faults.ts";
import type { HostedWorld, SeededFaults, SocketFault } from "./types.ts";

/** Says what becomes of the `nth` call of a name, which comes at `now` (Unix milliseconds). */
export type FaultSource = (
	call: CallName,
	nth: number,
	now: number,
) => NetworkFault | SocketFault;

const through: NetworkFault = { kind: "through" };

// Of 100 faults, how many only a socket knows.
const socketPercent = 15;

/** A world's faults: those of its script first, then those of its seed. */
export function faultSourceOf({ faults, seeded }: HostedWorld): FaultSource {
	const drawn = seeded === undefined ? () => through : drawnFates(seeded);
	return (call, nth, now) => {
		const scripted = faults.find(
			(fault) => fault.call === call && fault.nth === nth,
		);
		return scripted?.fault ?? drawn(call, nth, now);
	};
}

function drawnFates(seeded: SeededFaults): FaultSource {
	const choices = seededChoices(seeded.seed);
	let firstAt: number | null = null;
	return (call, _, now) => {
		firstAt ??= now;
		if (now >= firstAt + seeded.faults_until_ms) return through;
		if (!chance(choices, seeded.fault_percent)) return through;
		return chance(choices, socketPercent)
			? drawSocketFate(choices, seeded)
			: bounded(
					drawFault(choices, call, seeded.quiet_ms, seeded.lag_ms),
					seeded.longest_wait_s,
				);
	};
}

function drawSocketFate(
	choices: Choices,
	{ quiet_ms }: SeededFaults,
): SocketFault {
	return pick<SocketFault>(choices, [
		{ kind: "truncated" },
		{ kind: "wrong_length" },
		{ kind: "slow", over: quiet_ms },
		{ kind: "empty" },
	]);
}

/** The same fault, asking for no longer waits than wanted; none that a listening server cannot cause. */
function bounded(fault: NetworkFault, longest: number): NetworkFault {
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
