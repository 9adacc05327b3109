import type {
	Instance,
	RequestEvent,
	SettlementCommand,
	SettlementState,
} from "@signoff/core";
import { currentInstance, currentMe } from "../model-check/current-reads.ts";
import {
	countFailures,
	type Failures,
	isHasty,
	noFailures,
} from "../model-check/pauses.ts";
import type { SettlementResult } from "../model-check/schedule-result.ts";
import type { SettlementRule } from "../model-check/settlement-rule.ts";
import { respondentIdOf } from "../simulation/actor-events.ts";
import type { Scenario } from "../simulation/random-scenario.ts";
import { findResponse } from "../simulation/server-state.ts";
import { VirtualNetwork } from "../simulation/virtual-network.ts";
import {
	performEvent,
	runUntil,
	schedule,
	stateOf,
} from "../simulation/virtual-server.ts";
import {
	type FaultChoice,
	noFault,
	otherPersonResponds,
} from "./fault-choices.ts";
import { createNextFault, type NextFault } from "./next-fault.ts";
import { callerPolicy, startedAt, worldScenario } from "./world-scenario.ts";
import type { WorldFacts } from "./worlds.ts";

/** The jitter of every backoff. */
const jitter = 0.5;

/** A settlement that is being played, at the point before its next command. */
export type Run = {
	scenario: Scenario;
	rule: SettlementRule;
	faults: NextFault;
	network: VirtualNetwork;
	state: SettlementState;
	command: SettlementCommand;
	/** The number of commands executed, and of requests among them. */
	executed: number;
	requests: number;
	/** How often the last request has failed in succession. */
	failures: Failures;
};

/** An event and the state that it met. */
export type RunStep = { before: SettlementState; event: RequestEvent };

/** Begins a settlement in a world. */
export function beginRun(
	facts: WorldFacts,
	maxCalls: number,
	rule: SettlementRule,
): Run {
	const scenario = worldScenario(facts, maxCalls);
	const { plan, submission } = scenario;
	const faults = createNextFault();
	const network = new VirtualNetwork(plan, submission, startedAt, 0, faults);
	for (const event of scenario.events)
		schedule(network.server, startedAt + event.at, (server, at) =>
			performEvent(server, event, at),
		);
	const older = facts.instance === "given_older" ? handIn(network) : null;
	runUntil(network.server, network.now);
	const instance = facts.instance === "given" ? handIn(network) : older;
	const { state, command } = rule.begin(
		submission,
		scenario.has_me ? currentMe(network) : null,
		callerPolicy(scenario),
		network.clientNow,
		instance,
	);
	// An instance of another step does not spare the settlement a read.
	const has_instance =
		instance !== null && network.facts.read_showed_unanswered;
	return {
		scenario: { ...scenario, has_instance },
		rule,
		faults,
		network,
		state,
		command,
		executed: 0,
		requests: 0,
		failures: noFailures,
	};
}

/** A copy of a run that continues independently. */
export function copyRun(run: Run): Run {
	return { ...run, network: run.network.copy() };
}

/** Another person ends the step. */
export function endStep({ network }: Run): void {
	performEvent(network.server, otherPersonResponds, network.now);
}

/** Executes the next command, with a fault if it is a request. */
export function executeNext(run: Run, choice: FaultChoice = noFault): RunStep {
	const { command, state, network, faults, rule } = run;
	if (command.kind === "finish")
		throw new RangeError("The settlement has ended.");
	faults.next = choice;
	const event = network.execute(
		command,
		String(run.executed),
		state.submission,
	);
	const next = rule.advance(state, event, network.clientNow, jitter);
	run.failures = countFailures(run.failures, state, event);
	if (isHasty(run.failures, state, next, network.clientNow))
		network.facts.sent_too_early = true;
	run.state = next.state;
	run.command = next.command;
	run.executed++;
	if (command.kind !== "sleep") run.requests++;
	return { before: state, event };
}

/** Ends a run: lets every request in flight arrive, and returns everything that the invariants depend on. */
export function endRun(run: Run): SettlementResult {
	const { scenario, rule, network, state, command } = run;
	const { facts, server, now: finished_at } = network;
	const finished = command.kind === "finish";
	const outcome = finished
		? command.outcome
		: rule.outcomeIfAborted(state, network.clientNow);
	runUntil(server, Number.POSITIVE_INFINITY);
	return {
		...facts,
		scenario,
		server,
		outcome,
		state,
		ended: finished ? "finished" : "unfinished",
		finished_at,
		clock_skew_ms: network.clockSkewMs,
		origin_prefix: "",
	};
}

/** The instance that the settlement gets. Records whether it shows the step without the respondent's response. */
function handIn(network: VirtualNetwork): Instance | null {
	const { server, facts } = network;
	const respondent = respondentIdOf(server.plan);
	if (findResponse(stateOf(server), "1", respondent) === null)
		facts.read_showed_unanswered = true;
	return currentInstance(network);
}
