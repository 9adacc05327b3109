import { type Choices, chance } from "../simulation/choices.ts";
import { randomFaultSource } from "../simulation/random-faults.ts";
import { newFaultSource } from "../simulation/random-new-faults.ts";
import { randomNewScenario } from "../simulation/random-new-scenario.ts";
import {
	randomScenario,
	type Scenario,
} from "../simulation/random-scenario.ts";
import { VirtualNetwork } from "../simulation/virtual-network.ts";
import {
	performEvent,
	runUntil,
	schedule,
} from "../simulation/virtual-server.ts";
import { settleAgain } from "./again.ts";
import { comparePreview } from "./compare-preview.ts";
import { currentInstance, currentMe } from "./current-reads.ts";
import { randomProcess, runSettlement } from "./run-settlement.ts";
import type { Log, ScheduleResult } from "./schedule-result.ts";
import type { SettlementRule } from "./settlement-rule.ts";
import { takeUp } from "./take-up.ts";

/**
 * The distribution of schedules: the one of the first edition, or half of each: that one, and worlds, faults and
 * processes of the kinds added since.
 */
export type Worlds = "classic" | "all";

/** When every settlement starts, Unix milliseconds of the server's clock. */
export const startedAt: number = Date.UTC(2026, 0, 5, 9);

/**
 * Plays one schedule in virtual time until every request in flight has arrived.
 *
 * @param compares whether to settle uncertain submissions again, and to compare a preview and the HTTP form
 */
export function playSchedule(
	choices: Choices,
	rule: SettlementRule,
	log: Log | undefined = undefined,
	worlds: Worlds = "all",
	compares = true,
): ScheduleResult {
	const isNew = worlds === "all" && chance(choices, 50);
	const scenario = isNew ? randomNewScenario(choices) : randomScenario(choices);
	log?.(JSON.stringify(scenario));
	const network = startNetwork(choices, scenario, log);
	const instance = scenario.has_instance ? currentInstance(network) : null;
	network.facts.read_showed_unanswered = instance !== null;
	runUntil(network.server, network.now);
	const process = randomProcess(
		choices,
		startedAt + scenario.faults_until_ms,
		scenario,
	);
	const first = rule.begin(
		scenario.submission,
		scenario.has_me ? currentMe(network) : null,
		scenario.default_read_first === true
			? { ...scenario.policy, readFirst: undefined }
			: scenario.policy,
		network.clientNow,
		instance,
	);
	const result = runSettlement(
		network,
		scenario,
		first,
		rule,
		process,
		choices,
		"",
		log,
	);
	const taken_up = takeUp(network, result, rule, choices, log);
	if (!compares)
		return { ...result, taken_up, again: [], previewed: null, compares };
	return {
		...result,
		compares,
		taken_up,
		again: [result, ...(taken_up === null ? [] : [taken_up])].flatMap((each) =>
			settleAgain(each, rule, log),
		),
		previewed: comparePreview(result, rule, log),
	};
}

function startNetwork(
	choices: Choices,
	scenario: Scenario,
	log: Log | undefined,
): VirtualNetwork {
	const faults =
		scenario.worlds === "new"
			? newFaultSource(choices, scenario, startedAt, log)
			: randomFaultSource(choices, scenario, startedAt, log);
	const network = new VirtualNetwork(
		scenario.plan,
		scenario.submission,
		startedAt,
		scenario.clock_skew_ms,
		faults,
	);
	for (const event of scenario.events)
		schedule(network.server, startedAt + event.at, (server, at) =>
			performEvent(server, event, at),
		);
	return network;
}
