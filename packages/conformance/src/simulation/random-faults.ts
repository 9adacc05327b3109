import type { CallName } from "@signoff/core";
import {
	between,
	type Choices,
	chance,
	pick,
	pickWeighted,
} from "./choices.ts";
import type { FaultSource } from "./fault-source.ts";
import type { LossMode, NetworkFault, RefreshFault } from "./faults.ts";
import type { Scenario } from "./random-scenario.ts";

/** Random faults until the scenario's faults end. `log` receives each one. */
export function randomFaultSource(
	choices: Choices,
	scenario: Scenario,
	startedAt: number,
	log: ((line: string) => void) | undefined,
): FaultSource {
	const { faults_until_ms, fault_percent, policy } = scenario;
	const hasFaults = (now: number): boolean => now < startedAt + faults_until_ms;
	return {
		requestFault(call, now) {
			if (!hasFaults(now) || !chance(choices, fault_percent)) return null;
			const fault = randomFault(
				choices,
				call,
				policy.maxDeliveryDelayMs ?? 20_000,
				policy.maxReadStalenessMs,
			);
			log?.(`    ${JSON.stringify(fault)}`);
			return fault;
		},
		refreshFault: (now) =>
			hasFaults(now) ? randomRefreshFault(choices) : "refreshed",
		noticesTokenExpiry: () => chance(choices, 50),
		isPermanent: () => chance(choices, 20),
		latencyMs: () => 5 + choices.next(20),
		throttleMs: (now) =>
			hasFaults(now) && chance(choices, 4)
				? pick(choices, [0, 300, 4_000])
				: null,
		tokenWaitMs: (timeoutMs, now) =>
			hasFaults(now) && chance(choices, 5) ? choices.next(timeoutMs) : 0,
		resends: () => policy.fetchMayResend && chance(choices, 70),
	};
}

/** A random fault of a request. Lost replies and stale reads are the most frequent. */
export function randomFault(
	choices: Choices,
	call: CallName,
	maxDeliveryDelayMs: number,
	maxReadStalenessMs: number,
): NetworkFault {
	return call === "submit"
		? randomSubmitFault(choices, maxDeliveryDelayMs)
		: randomReadFault(choices, maxReadStalenessMs);
}

function randomSubmitFault(
	choices: Choices,
	maxDeliveryDelayMs: number,
): NetworkFault {
	const loss: LossMode = chance(choices, 40) ? "hang" : "reset";
	const kind = pickWeighted(choices, submitWeights);
	switch (kind) {
		case "arrives_late":
		case "duplicated_late":
			return {
				kind,
				loss,
				delay_ms: between(choices, 1, Math.max(1, maxDeliveryDelayMs)),
			};
		case "request_dropped":
		case "reply_dropped":
			return { kind, loss };
		case "failed":
			return {
				kind,
				status: pick(choices, [500, 502, 503, 408, 302, 200, 307, 201]),
				recorded: chance(choices, 50),
				retry_after: chance(choices, 30) ? between(choices, 1, 3) : null,
				html: chance(choices, 50),
			};
		case "refused":
			return { kind, status: pick(choices, [403, 404, 400, 422, 413]) };
		case "rate_limited":
			return randomRateLimit(choices);
		default:
			return { kind };
	}
}

const submitWeights = [
	{ weight: 5, value: "not_sent" },
	{ weight: 10, value: "request_dropped" },
	{ weight: 22, value: "reply_dropped" },
	{ weight: 14, value: "arrives_late" },
	{ weight: 6, value: "duplicated" },
	{ weight: 6, value: "duplicated_late" },
	{ weight: 18, value: "failed" },
	{ weight: 6, value: "refused" },
	{ weight: 7, value: "rate_limited" },
	{ weight: 6, value: "token_expired" },
] as const;

function randomReadFault(
	choices: Choices,
	maxReadStalenessMs: number,
): NetworkFault {
	const kind = pickWeighted(choices, readWeights);
	switch (kind) {
		case "stale":
			return { kind, staleness_ms: between(choices, 0, maxReadStalenessMs) };
		case "request_dropped":
			return { kind, loss: chance(choices, 40) ? "hang" : "reset" };
		case "failed":
			return {
				kind,
				status: pick(choices, [500, 502, 503, 408, 302]),
				recorded: false,
				retry_after: null,
				html: chance(choices, 50),
			};
		case "refused":
			return { kind, status: pick(choices, [403, 404]) };
		case "rate_limited":
			return randomRateLimit(choices);
		default:
			return { kind };
	}
}

const readWeights = [
	{ weight: 40, value: "stale" },
	{ weight: 12, value: "request_dropped" },
	{ weight: 12, value: "failed" },
	{ weight: 6, value: "refused" },
	{ weight: 6, value: "rate_limited" },
	{ weight: 5, value: "token_expired" },
	{ weight: 4, value: "garbled" },
	{ weight: 3, value: "not_sent" },
] as const;

function randomRateLimit(choices: Choices): NetworkFault {
	return {
		kind: "rate_limited",
		reset_in: chance(choices, 20) ? null : between(choices, 0, 6),
		retry_after: chance(choices, 40) ? between(choices, 0, 4) : null,
		dated: !chance(choices, 20),
	};
}

/** A random result of a token refresh. */
function randomRefreshFault(choices: Choices): RefreshFault {
	return pickWeighted(choices, [
		{ weight: 6, value: "refreshed" },
		{ weight: 2, value: "refresh_failed" },
		{ weight: 1, value: "unusable_token" },
		{ weight: 1, value: "refresh_refused" },
	]);
}
