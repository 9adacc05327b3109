import type { CallName } from "@signoff/core";
import { between, type Choices, chance, pick } from "./choices.ts";
import type { FaultSource } from "./fault-source.ts";
import type { NetworkFault } from "./faults.ts";
import { randomFault, randomFaultSource } from "./random-faults.ts";
import type { Scenario } from "./random-scenario.ts";

/** The faults of the classic distribution and, less often, those that were added to it later. */
export function newFaultSource(
	choices: Choices,
	scenario: Scenario,
	startedAt: number,
	log: ((line: string) => void) | undefined,
): FaultSource {
	const { faults_until_ms, fault_percent, policy, slow_replies } = scenario;
	const maxDeliveryDelayMs = policy.maxDeliveryDelayMs ?? 20_000;
	const classic = randomFaultSource(choices, scenario, startedAt, log);
	const hasFaults = (now: number): boolean => now < startedAt + faults_until_ms;
	return {
		...classic,
		requestFault(call, now) {
			if (!hasFaults(now) || !chance(choices, fault_percent)) return null;
			const fault = chance(choices, 35)
				? randomNewFault(choices, call, maxDeliveryDelayMs, policy)
				: randomFault(
						choices,
						call,
						maxDeliveryDelayMs,
						policy.maxReadStalenessMs,
					);
			log?.(`    ${JSON.stringify(fault)}`);
			return fault;
		},
		latencyMs: () => {
			const latencyMs = classic.latencyMs();
			return slow_replies === true && chance(choices, 30)
				? latencyMs * pick(choices, [4, 20, 50])
				: latencyMs;
		},
	};
}

/** A random fault that the classic distribution does not have. */
function randomNewFault(
	choices: Choices,
	call: Exclude<CallName, "refresh_token">,
	maxDeliveryDelayMs: number,
	{ maxReadStalenessMs }: { maxReadStalenessMs: number },
): NetworkFault {
	return call === "submit"
		? randomNewSubmitFault(choices, maxDeliveryDelayMs)
		: randomNewReadFault(choices, maxReadStalenessMs);
}

function randomNewSubmitFault(
	choices: Choices,
	delay_ms: number,
): NetworkFault {
	const loss = chance(choices, 30) ? "hang" : "reset";
	const kind = pick(choices, [
		"arrives_late",
		"refused",
		"relayed",
		"failed",
		"rate_limited",
		"duplicated_late",
		"arrives_late",
	]);
	switch (kind) {
		case "arrives_late":
		case "duplicated_late":
			// At the last moment at which the request may still act.
			return { kind, loss, delay_ms };
		case "refused":
			return {
				kind,
				status: pick(choices, [405, 409, 410, 451, 403, 404, 422]),
			};
		case "relayed":
			return chance(choices, 50)
				? { kind, status: 504, recorded: chance(choices, 60) }
				: { kind, status: 503 };
		case "failed":
			return {
				kind,
				status: pick(choices, [503, 500, 502]),
				recorded: chance(choices, 50),
				retry_after: pick(choices, [2.5, 8, 40]),
				html: false,
			};
		case "rate_limited":
			return randomLongWait(choices);
	}
}

function randomNewReadFault(
	choices: Choices,
	staleness_ms: number,
): NetworkFault {
	const kind = pick(choices, ["stale", "refused", "rate_limited", "stale"]);
	switch (kind) {
		case "stale":
			return { kind, staleness_ms };
		case "refused":
			return { kind, status: pick(choices, [405, 410, 451]) };
		case "rate_limited":
			return randomLongWait(choices);
	}
}

/** Waits of a fraction of a second, of many seconds, named twice, or impossible. */
function randomLongWait(choices: Choices): NetworkFault {
	const retry_after = pick(choices, [3, 2.5, 12, 90, 999_999_999]);
	return {
		kind: "rate_limited",
		reset_in: chance(choices, 40) ? between(choices, 0, 30) : null,
		retry_after,
		repeated: chance(choices, 30),
		dated: !chance(choices, 20),
	};
}
