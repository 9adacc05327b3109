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
import { drawnChance } from "../simulation/random-faults.ts";
import {
	drawScenario,
	meId,
	type Scenario,
} from "../simulation/random-scenario.ts";
import { findResponse } from "../simulation/server-state.ts";
import { type Facts, Network } from "../simulation/virtual-network.ts";
import {
	happen,
	runUntil,
	type Server,
	schedule,
	show,
	truthOf,
} from "../simulation/virtual-server.ts";

/** The rule under test: core's, or a broken variant of it. */
export type Settler = {
	begin: typeof beginSettlement;
	advance: typeof advanceSettlement;
	resume: typeof resumeSettlement;
	soFar: typeof outcomeIfAborted;
};

/** core's own rule. */
export const settler: Settler = {
	begin: beginSettlement,
	advance: advanceSettlement,
	resume: resumeSettlement,
	soFar: outcomeIfAborted,
};

/** What a schedule came to, and what there is to judge it by. Times are the server's, in Unix milliseconds. */
export type Run = Facts & {
	scenario: Scenario;
	server: Server;
	outcome: Outcome;
	state: SettlementState;
	ended: "finished" | "aborted" | "endless";
	finished_at: number;
};

/** When every settlement begins. */
const beginAt = Date.UTC(2026, 0, 5, 9);
const mostSteps = 400;

/** Plays one schedule in virtual time, and lets everything still under way arrive. */
export function play(
	choices: Choices,
	rule: Settler,
	log: (line: string) => void = () => {},
): Run {
	const scenario = drawScenario(choices);
	log(JSON.stringify(scenario));
	const chanceOf = drawnChance(choices, scenario, beginAt, log);
	const network = new Network(
		scenario.plan,
		scenario.submission,
		beginAt,
		scenario.skew_ms,
		chanceOf,
	);
	for (const event of scenario.events)
		schedule(network.server, beginAt + event.at, (server, at) =>
			happen(server, event, at),
		);
	const seen = scenario.has_seen ? seenNow(network) : null;
	network.facts.read_while_absent = seen !== null;
	runUntil(network.server, network.now);
	const run = settleIn(network, choices, scenario, seen, rule, log);
	runUntil(run.server, Number.POSITIVE_INFINITY);
	return run;
}

/** What is on record for us in the end. */
export function finalAnswer({
	server,
	scenario,
}: Run): ReturnType<typeof findResponse> {
	return findResponse(
		truthOf(server),
		scenario.submission.response.current_step_occurrence_id,
		meId,
	);
}

function settleIn(
	network: Network,
	choices: Choices,
	scenario: Scenario,
	seen: Instance | null,
	rule: Settler,
	log: (line: string) => void,
): Run {
	const faultsUntil = beginAt + scenario.faults_until;
	const throughJson = chance(choices, 10);
	const abortAt = chance(choices, 4) ? choices.next(12) : mostSteps;
	const jitter = () => choices.next(11) / 10;
	let { state, command } = rule.begin(
		scenario.submission,
		scenario.knows_me ? meNow(network) : null,
		scenario.policy,
		network.clientNow,
		seen,
	);
	const end = (ended: Run["ended"], outcome: Outcome): Run => {
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
	for (let step = 0; step < mostSteps; step++) {
		if (command.kind === "finish") return end("finished", command.outcome);
		const event = network.carryOut(command, String(step));
		if (step === abortAt)
			return end("aborted", rule.soFar(state, network.clientNow));
		log(`  +${network.now - beginAt} ms ${command.kind} → ${briefly(event)}`);
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
	return end("endless", rule.soFar(state, network.clientNow));
}

function seenNow({ server, now }: Network): Instance | null {
	const instance = validate(
		instanceSchema,
		unwrapData(show(server, "read_instance", now).data),
	);
	return instance.kind === "parsed" ? instance.value : null;
}

function meNow({ server, now }: Network): Me | null {
	const reply: HttpResponseData = show(server, "read_me", now);
	const me = validate(meSchema, reply.status === 200 ? reply.data : null);
	return me.kind === "parsed" ? me.value : null;
}

function briefly(event: RequestEvent): string {
	return event.kind === "response"
		? `${event.status} ${JSON.stringify(event.headers)}`
		: event.kind;
}
