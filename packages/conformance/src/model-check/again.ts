import type { Submission, Transition } from "@signoff/core";
import { replayedChoices } from "../simulation/choices.ts";
import type { FaultSource } from "../simulation/fault-source.ts";
import type { Scenario } from "../simulation/random-scenario.ts";
import { VirtualNetwork } from "../simulation/virtual-network.ts";
import {
	forkServer,
	performEvent,
	type VirtualServer,
} from "../simulation/virtual-server.ts";
import { currentMe } from "./current-reads.ts";
import { isClear } from "./readability.ts";
import { runSettlement, steadyProcess } from "./run-settlement.ts";
import type { Log, SettlementResult } from "./schedule-result.ts";
import type { SettlementRule } from "./settlement-rule.ts";

/** A network without faults. */
const healthyFaults: FaultSource = {
	requestFault: () => null,
	refreshFault: () => "refreshed",
	noticesTokenExpiry: () => false,
	isPermanent: () => false,
	latencyMs: () => 10,
	throttleMs: () => null,
	tokenWaitMs: () => 0,
	resends: () => false,
};

/** A network without faults, later than everything that happened to a server, and a lock has passed. */
export function healthyNetwork(
	{ scenario, finished_at, clock_skew_ms }: SettlementResult,
	settledServer: VirtualServer,
	submission: Submission,
): VirtualNetwork {
	const server = forkServer(settledServer);
	const last = server.versions.at(-1);
	const now = Math.max(finished_at, last?.at ?? 0) + 60_000;
	if (last?.state.locked === true)
		performEvent(server, { kind: "unlocks" }, now - 30_000);
	return new VirtualNetwork(
		scenario.plan,
		submission,
		now,
		clock_skew_ms,
		healthyFaults,
		server,
	);
}

/** Settles an uncertain submission again without faults, from the stored state and from nothing, if reads are clear. */
export function settleAgain(
	result: SettlementResult,
	rule: SettlementRule,
	log: Log | undefined,
): SettlementResult[] {
	if (result.outcome.kind !== "uncertain" || result.ended === "unfinished")
		return [];
	const { scenario } = result;
	const knowsStep = result.state.step_fingerprint !== null;
	return [
		...(isClear(result, knowsStep, true)
			? [settleFromJournal(result, rule, log)]
			: []),
		...(isClear(result, false, scenario.policy.fetchMayResend)
			? [settleFromNothing(result, scenario, rule, log)]
			: []),
	];
}

function settleFromNothing(
	result: SettlementResult,
	scenario: Scenario,
	rule: SettlementRule,
	log: Log | undefined,
): SettlementResult {
	log?.("  again, from nothing");
	const network = healthyNetwork(result, result.server, scenario.submission);
	const first = rule.begin(
		scenario.submission,
		currentMe(network),
		patientPolicy(scenario),
		network.clientNow,
	);
	return settle(network, scenario, first, rule, "again ", log);
}

function settleFromJournal(
	result: SettlementResult,
	rule: SettlementRule,
	log: Log | undefined,
): SettlementResult {
	log?.("  again, from the journal");
	const { scenario, state } = result;
	const network = healthyNetwork(result, result.server, scenario.submission);
	const { read_showed_unanswered, readable_response } = result;
	Object.assign(network.facts, { read_showed_unanswered, readable_response });
	const policy = patientPolicy(scenario);
	const me = currentMe(network);
	const decision = rule.resumeFromJournal(
		JSON.parse(JSON.stringify(state)),
		scenario.submission,
		me,
		policy,
		network.clientNow,
		0.5,
	);
	const transition = ((): Transition => {
		switch (decision.kind) {
			case "start":
				return rule.begin(scenario.submission, me, policy, network.clientNow);
			case "continue":
				return decision.transition;
			case "done": {
				const { outcome } = decision;
				return { state, command: { kind: "finish", outcome } };
			}
		}
	})();
	return settle(network, scenario, transition, rule, result.origin_prefix, log);
}

function settle(
	network: VirtualNetwork,
	scenario: Scenario,
	first: Transition,
	rule: SettlementRule,
	originPrefix: string,
	log: Log | undefined,
): SettlementResult {
	return runSettlement(
		network,
		scenario,
		first,
		rule,
		steadyProcess,
		replayedChoices([]),
		originPrefix,
		log,
	);
}

/** The scenario's policy with time and requests enough. */
export function patientPolicy({ policy }: Scenario): Scenario["policy"] {
	return {
		...policy,
		readFirst: true,
		deadlineMs: 60_000,
		maxCalls: 40,
		attemptTimeoutMs: 3_000,
		maxDeliveryDelayMs: policy.maxDeliveryDelayMs ?? 20_000,
	};
}
