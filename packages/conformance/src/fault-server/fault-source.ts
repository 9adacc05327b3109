import type { CallName } from "@signoff/core";
import {
	type Choices,
	chance,
	pick,
	seededChoices,
} from "../simulation/choices.ts";
import type { Fate } from "../simulation/faults.ts";
import { drawFate } from "../simulation/random-faults.ts";
import type { HostedWorld, Seeded, SocketFate } from "./types.ts";

/** Says what becomes of the `nth` call of a name, which comes at `now` (Unix milliseconds). */
export type FateSource = (
	call: CallName,
	nth: number,
	now: number,
) => Fate | SocketFate;

const through: Fate = { kind: "through" };

// Of 100 faults, how many only a socket knows.
const socketPercent = 15;

/** A world's fates: those of its script first, then those of its seed. */
export function fatesOf({ faults, seeded }: HostedWorld): FateSource {
	const drawn = seeded === undefined ? () => through : drawnFates(seeded);
	return (call, nth, now) => {
		const scripted = faults.find(
			(fault) => fault.call === call && fault.nth === nth,
		);
		return scripted?.fate ?? drawn(call, nth, now);
	};
}

function drawnFates(seeded: Seeded): FateSource {
	const choices = seededChoices(seeded.seed);
	let firstAt: number | null = null;
	return (call, _, now) => {
		firstAt ??= now;
		if (now >= firstAt + seeded.faults_until_ms) return through;
		if (!chance(choices, seeded.fault_percent)) return through;
		return chance(choices, socketPercent)
			? drawSocketFate(choices, seeded)
			: bounded(
					drawFate(choices, call, seeded.quiet_ms, seeded.lag_ms),
					seeded.longest_wait_s,
				);
	};
}

function drawSocketFate(choices: Choices, { quiet_ms }: Seeded): SocketFate {
	return pick<SocketFate>(choices, [
		{ kind: "truncated" },
		{ kind: "wrong_length" },
		{ kind: "slow", over: quiet_ms },
		{ kind: "empty" },
	]);
}

/** The same fate, asking for no longer waits than wanted; none that a listening server cannot cause. */
function bounded(fate: Fate, longest: number): Fate {
	switch (fate.kind) {
		case "unsent":
			return { kind: "request_dropped", silence: "reset" };
		case "failed":
			return { ...fate, retry_after: atMost(fate.retry_after, longest) };
		case "rate_limited":
			return {
				...fate,
				// It counts from the next whole second on.
				reset_in: atMost(fate.reset_in, Math.max(0, longest - 1)),
				retry_after: atMost(fate.retry_after, longest),
			};
		default:
			return fate;
	}
}

function atMost(value: number | null, most: number): number | null {
	return value === null ? null : Math.min(value, most);
}
