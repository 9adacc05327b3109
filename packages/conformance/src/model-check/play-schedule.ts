import {
	type Instance,
	instanceSchema,
	type Me,
	type Outcome,
	type RequestEvent,
	type SettlementState,
	validate,
} from "@signoff/core";
import { meSchema, unwrapData } from "@signoff/core/contract";
import { type Choices, chance, pick } from "../simulation/choices.ts";
import { randomFaultSource } from "../simulation/random-faults.ts";
import {
	randomScenario,
	type Scenario,
} from "../simulation/random-scenario.ts";
import type { ScheduleFacts } from "../simulation/schedule-facts.ts";
import { VirtualNetwork } from "../simulation/virtual-network.ts";
import {
	performEvent,
	readReply,
	runUntil,
	schedule,
	type VirtualServer,
} from "../simulation/virtual-server.ts";
import type { SettlementRule } from "./settlement-rule.ts";

/** The result of a schedule: everything that the invariants depend on. Server times, in Unix milliseconds. */
export type ScheduleResult = ScheduleFacts & {
	scenario: Scenario;
	server: VirtualServer;
	outcome: Outcome;
	state: SettlementState;
	/** `unfinished`: the rule issued more commands than a settlement needs. */
	ended: "finished" | "aborted" | "unfinished";
	finished_at: number;
};

type Log = (line: string) => void;

/** When every settlement starts. */
const startedAt = Date.UTC(2026, 0, 5, 9);
const maxCommands = 400;

/** Plays one schedule in virtual time until every request in flight has arrived. */
export function playSchedule(
	choices: Choices,
	rule: SettlementRule,
	log: Log = () => {},
): ScheduleResult {
	const scenario = randomScenario(choices);
	log(JSON.stringify(scenario));
	const network = new VirtualNetwork(
		scenario.plan,
		scenario.submission,
		startedAt,
		scenario.clock_skew_ms,
		randomFaultSource(choices, scenario, startedAt, log),
	);
	for (const event of scenario.events)
		schedule(network.server, startedAt + event.at, (server, at) =>
			performEvent(server, event, at),
		);
	const instance = scenario.has_instance ? currentInstance(network) : null;
	network.facts.read_showed_unanswered = instance !== null;
	runUntil(network.server, network.now);
	const result = settle(network, choices, scenario, instance, rule, log);
	runUntil(result.server, Number.POSITIVE_INFINITY);
	return result;
}

function settle(
	network: VirtualNetwork,
	choices: Choices,
	scenario: Scenario,
	instance: Instance | null,
	rule: SettlementRule,
	log: Log,
): ScheduleResult {
	const faultsUntil = startedAt + scenario.faults_until_ms;
	const throughJson = chance(choices, 10);
	const abortAt = chance(choices, 4) ? choices.next(12) : maxCommands;
	const jitter = () => choices.next(11) / 10;
	let { state, command } = rule.begin(
		scenario.submission,
		scenario.has_me ? currentMe(network) : null,
		scenario.policy,
		network.clientNow,
		instance,
	);
	const end = (
		ended: ScheduleResult["ended"],
		outcome: Outcome,
	): ScheduleResult => {
		const { length } = outcome.attempts;
		log(`  ${ended}: ${JSON.stringify({ ...outcome, attempts: length })}`);
		const { facts, server, now: finished_at } = network;
		return { ...facts, scenario, server, outcome, state, ended, finished_at };
	};
	for (let count = 0; count < maxCommands; count++) {
		if (command.kind === "finish") return end("finished", command.outcome);
		const event = network.execute(command, String(count));
		if (count === abortAt)
			return end("aborted", rule.outcomeIfAborted(state, network.clientNow));
		log(`  +${network.now - startedAt} ms ${command.kind} → ${summary(event)}`);
		const saved: SettlementState = throughJson
			? JSON.parse(JSON.stringify(state))
			: state;
		const crashes =
			network.now < faultsUntil &&
			command.kind !== "sleep" &&
			chance(choices, 3);
		if (crashes) {
			network.crash(pick(choices, [50, 5_000, 90_000]));
			log("  crashed and resumed");
		}
		({ state, command } = crashes
			? rule.resume(saved, network.clientNow, jitter())
			: rule.advance(saved, event, network.clientNow, jitter()));
	}
	return end("unfinished", rule.outcomeIfAborted(state, network.clientNow));
}

function currentInstance({ server, now }: VirtualNetwork): Instance | null {
	const { data } = readReply(server, "read_instance", now);
	const instance = validate(instanceSchema, unwrapData(data));
	return instance.kind === "parsed" ? instance.value : null;
}

function currentMe({ server, now }: VirtualNetwork): Me | null {
	const { status, data } = readReply(server, "read_me", now);
	const me = validate(meSchema, status === 200 ? data : null);
	return me.kind === "parsed" ? me.value : null;
}

function summary(event: RequestEvent): string {
	return event.kind === "response"
		? `${event.status} ${JSON.stringify(event.headers)}`
		: event.kind;
}
