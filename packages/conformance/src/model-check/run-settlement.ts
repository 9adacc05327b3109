import type { Outcome, RequestEvent, Transition } from "@signoff/core";
import { type Choices, chance, pick } from "../simulation/choices.ts";
import type { Scenario } from "../simulation/random-scenario.ts";
import type { ScheduleFacts } from "../simulation/schedule-facts.ts";
import type { VirtualNetwork } from "../simulation/virtual-network.ts";
import {
	forkServer,
	runUntil,
	type VirtualServer,
} from "../simulation/virtual-server.ts";
import { countFailures, isHasty, noFailures } from "./pauses.ts";
import type { Log, SettlementResult } from "./schedule-result.ts";
import type { SettlementRule } from "./settlement-rule.ts";

/** What may happen to a client's process. Percentages are of its commands. */
export type Process = {
	/** Whether the stored state is read back from JSON. */
	through_json: boolean;
	/** The number of the command during which the caller aborts, counted from 0; -1: before the first. */
	abort_at: number;
	/** No crash happens from this moment on, Unix milliseconds of the server's clock. */
	crashes_until: number;
	/** Whether it also crashes before a command is carried out and during a sleep, and its clock is set meanwhile. */
	fragile: boolean;
};

const maxCommands = 400;

/** A process that nothing happens to. */
export const steadyProcess: Process = {
	through_json: false,
	abort_at: maxCommands,
	crashes_until: 0,
	fragile: false,
};

/** A random process. */
export function randomProcess(
	choices: Choices,
	crashes_until: number,
	{ worlds }: Scenario,
): Process {
	const through_json = chance(choices, 10);
	const aborts = chance(choices, 4);
	const fragile = worlds === "new";
	const abort_at = aborts ? choices.next(12) - (fragile ? 1 : 0) : maxCommands;
	return { through_json, abort_at, crashes_until, fragile };
}

/** Executes commands until the settlement ends. `origin_prefix` begins the origins of what it puts on record. */
export function runSettlement(
	network: VirtualNetwork,
	scenario: Scenario,
	first: Transition,
	rule: SettlementRule,
	process: Process,
	choices: Choices,
	origin_prefix: string,
	log: Log | undefined,
): SettlementResult {
	const startedAt = network.now;
	const jitter = () => choices.next(11) / 10;
	let { state, command } = first;
	let failures = noFailures;
	const end = (
		ended: SettlementResult["ended"],
		outcome: Outcome,
	): SettlementResult => {
		const { length } = outcome.attempts;
		log?.(`  ${ended}: ${JSON.stringify({ ...outcome, attempts: length })}`);
		return {
			...network.facts,
			scenario,
			server: settled(network.server),
			outcome,
			state,
			ended,
			finished_at: network.now,
			clock_skew_ms: network.clockSkewMs,
			origin_prefix,
		};
	};
	const crash = (ms: number): void => {
		const jumpMs = process.fragile
			? pick(choices, [0, 3_600_000, -3_600_000, 3_600_000])
			: 0;
		network.crash(ms, jumpMs);
		log?.(`  crashed, and resumed after ${ms} ms, clock set by ${jumpMs} ms`);
	};
	for (let count = 0; count < maxCommands; count++) {
		if (command.kind === "finish") return end("finished", command.outcome);
		if (process.abort_at < count)
			return end("aborted", rule.outcomeIfAborted(state, network.clientNow));
		const mayCrash = network.now < process.crashes_until;
		if (mayCrash && process.fragile && chance(choices, 4)) {
			log?.(`  +${network.now - startedAt} ms ${command.kind} not carried out`);
			failures = noFailures;
			crash(pick(choices, [50, 700, 5_000, 90_000]));
			({ state, command } = rule.resume(state, network.clientNow, jitter()));
			continue;
		}
		const known = knownFacts(network.facts);
		const event = network.execute(
			command,
			`${origin_prefix}${count}`,
			state.submission,
		);
		if (count === process.abort_at) {
			Object.assign(network.facts, known);
			return end("aborted", rule.outcomeIfAborted(state, network.clientNow));
		}
		log?.(
			`  +${network.now - startedAt} ms ${command.kind} → ${summary(event)}`,
		);
		const saved = process.through_json
			? JSON.parse(JSON.stringify(state))
			: state;
		const crashes =
			network.now < process.crashes_until &&
			command.kind !== "sleep" &&
			chance(choices, 3);
		if (crashes) {
			Object.assign(network.facts, known);
			failures = noFailures;
			crash(pick(choices, [50, 5_000, 90_000]));
			({ state, command } = rule.resume(saved, network.clientNow, jitter()));
			continue;
		}
		const next = rule.advance(saved, event, network.clientNow, jitter());
		const counted = countFailures(failures, state, event);
		if (
			counted !== failures &&
			isHasty(counted, state, next, network.clientNow)
		)
			network.facts.sent_too_early = true;
		failures = counted;
		({ state, command } = next);
	}
	return end("unfinished", rule.outcomeIfAborted(state, network.clientNow));
}

/** What a process knows of the server's replies. One that crashes or aborts does not see the last reply. */
function knownFacts({
	not_before,
	readable_response,
}: ScheduleFacts): Partial<ScheduleFacts> {
	return { not_before, readable_response };
}

/** The server once everything that is scheduled has happened. The given one stays as it is. */
function settled(server: VirtualServer): VirtualServer {
	const copy = forkServer(server);
	runUntil(copy, Number.POSITIVE_INFINITY);
	return copy;
}

function summary(event: RequestEvent): string {
	return event.kind === "response"
		? `${event.status} ${JSON.stringify(event.headers)}`
		: event.kind;
}
