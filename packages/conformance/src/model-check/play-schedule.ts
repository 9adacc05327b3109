import {
	advanceSettlement,
	beginSettlement,
	type HttpResponseData,
	type Instance,
	instanceSchema,
	type Me,
	type Outcome,
	outcomeIfAborted,
	type RequestEvent,
	resumeSettlement,
	type SettlementState,
	validate,
} from "@signoff/core";
import { meSchema, unwrapData } from "@signoff/core/contract";
import { type Choices, chance, pick } from "../simulation/choices.ts";
import { randomFaultSource } from "../simulation/random-faults.ts";
import {
	randomScenario,
	respondentId,
	type Scenario,
} from "../simulation/random-scenario.ts";
import type { ScheduleFacts } from "../simulation/schedule-facts.ts";
import { findResponse } from "../simulation/server-state.ts";
import { VirtualNetwork } from "../simulation/virtual-network.ts";
import {
	performEvent,
	readReply,
	runUntil,
	schedule,
	stateOf,
	type VirtualServer,
} from "../simulation/virtual-server.ts";

/** The rule under test: core's, or a broken variant of it. */
export type SettlementRule = {
	begin: typeof beginSettlement;
	advance: typeof advanceSettlement;
	resume: typeof resumeSettlement;
	outcomeIfAborted: typeof outcomeIfAborted;
};

/** core's own rule. */
export const coreRule: SettlementRule = {
	begin: beginSettlement,
	advance: advanceSettlement,
	resume: resumeSettlement,
	outcomeIfAborted: outcomeIfAborted,
};

/** What a schedule came to, and what there is to judge it by. Times are the server's, in Unix milliseconds. */
export type ScheduleResult = ScheduleFacts & {
	scenario: Scenario;
	server: VirtualServer;
	outcome: Outcome;
	state: SettlementState;
	ended: "finished" | "aborted" | "unfinished";
	finished_at: number;
};

/** When every settlement begins. */
const startedAt = Date.UTC(2026, 0, 5, 9);
const maxCommands = 400;

/** Plays one schedule in virtual time, and lets everything still under way arrive. */
export function playSchedule(
	choices: Choices,
	rule: SettlementRule,
	log: (line: string) => void = () => {},
): ScheduleResult {
	const scenario = randomScenario(choices);
	log(JSON.stringify(scenario));
	const chanceOf = randomFaultSource(choices, scenario, startedAt, log);
	const network = new VirtualNetwork(
		scenario.plan,
		scenario.submission,
		startedAt,
		scenario.clock_skew_ms,
		chanceOf,
	);
	for (const event of scenario.events)
		schedule(network.server, startedAt + event.at, (server, at) =>
			performEvent(server, event, at),
		);
	const seen = scenario.has_instance ? readInstanceNow(network) : null;
	network.facts.read_showed_unanswered = seen !== null;
	runUntil(network.server, network.now);
	const run = runSettlement(network, choices, scenario, seen, rule, log);
	runUntil(run.server, Number.POSITIVE_INFINITY);
	return run;
}

/** What is on record for us in the end. */
export function finalResponse({
	server,
	scenario,
}: ScheduleResult): ReturnType<typeof findResponse> {
	return findResponse(
		stateOf(server),
		scenario.submission.response.current_step_occurrence_id,
		respondentId,
	);
}

function runSettlement(
	network: VirtualNetwork,
	choices: Choices,
	scenario: Scenario,
	seen: Instance | null,
	rule: SettlementRule,
	log: (line: string) => void,
): ScheduleResult {
	const faultsUntil = startedAt + scenario.faults_until_ms;
	const throughJson = chance(choices, 10);
	const abortAt = chance(choices, 4) ? choices.next(12) : maxCommands;
	const jitter = () => choices.next(11) / 10;
	let { state, command } = rule.begin(
		scenario.submission,
		scenario.has_me ? readMeNow(network) : null,
		scenario.policy,
		network.clientNow,
		seen,
	);
	const end = (
		ended: ScheduleResult["ended"],
		outcome: Outcome,
	): ScheduleResult => {
		log(
			`  ${ended}: ${JSON.stringify({ ...outcome, attempts: outcome.attempts.length })}`,
		);
		return {
			...network.facts,
			scenario,
			server: network.server,
			outcome,
			state,
			ended,
			finished_at: network.now,
		};
	};
	for (let step = 0; step < maxCommands; step++) {
		if (command.kind === "finish") return end("finished", command.outcome);
		const event = network.execute(command, String(step));
		if (step === abortAt)
			return end("aborted", rule.outcomeIfAborted(state, network.clientNow));
		log(`  +${network.now - startedAt} ms ${command.kind} → ${summarize(event)}`);
		const saved: SettlementState = throughJson
			? JSON.parse(JSON.stringify(state))
			: state;
		const crashes =
			network.now < faultsUntil &&
			command.kind !== "sleep" &&
			chance(choices, 3);
		if (crashes) {
			network.crash(pick(choices, [50, 5_000, 90_000]));
			log("  crashed, and resumed");
		}
		({ state, command } = crashes
			? rule.resume(saved, network.clientNow, jitter())
			: rule.advance(saved, event, network.clientNow, jitter()));
	}
	return end("unfinished", rule.outcomeIfAborted(state, network.clientNow));
}

function readInstanceNow({ server, now }: VirtualNetwork): Instance | null {
	const instance = validate(
		instanceSchema,
		unwrapData(readReply(server, "read_instance", now).data),
	);
	return instance.kind === "parsed" ? instance.value : null;
}

function readMeNow({ server, now }: VirtualNetwork): Me | null {
	const reply: HttpResponseData = readReply(server, "read_me", now);
	const me = validate(meSchema, reply.status === 200 ? reply.data : null);
	return me.kind === "parsed" ? me.value : null;
}

function summarize(event: RequestEvent): string {
	return event.kind === "response"
		? `${event.status} ${JSON.stringify(event.headers)}`
		: event.kind;
}
