import type { Transition } from "@signoff/core";
import { type Choices, pick } from "../simulation/choices.ts";
import { newFaultSource } from "../simulation/random-new-faults.ts";
import type { VirtualNetwork } from "../simulation/virtual-network.ts";
import { currentMe } from "./current-reads.ts";
import { randomProcess, runSettlement } from "./run-settlement.ts";
import type {
	Log,
	ScheduleResult,
	SettlementResult,
} from "./schedule-result.ts";
import type { SettlementRule } from "./settlement-rule.ts";

/** Takes the submission up again, if the scenario says so: from the stored state, or from nothing. */
export function takeUp(
	network: VirtualNetwork,
	result: SettlementResult,
	rule: SettlementRule,
	choices: Choices,
	log: Log | undefined,
): ScheduleResult["taken_up"] {
	const { scenario } = result;
	const { take_up } = scenario;
	if (take_up === undefined || result.ended === "unfinished") return null;
	const { from, after_ms, clock_jump_ms, faults_for_ms } = take_up;
	network.crash(after_ms, clock_jump_ms);
	log?.(`  taken up again ${after_ms} ms later, from ${from}`);
	if (from === "nothing") network.forget();
	// Whoever calls again before the moment that the outcome named may do so.
	network.facts.not_before = 0;
	const faulty = { ...scenario, faults_until_ms: faults_for_ms };
	network.useFaults(newFaultSource(choices, faulty, network.now, log));
	const { transition, asked } =
		from === "nothing"
			? { transition: begin(network, result, rule), asked: true }
			: resume(network, result, rule, choices);
	const taken = runSettlement(
		network,
		scenario,
		transition,
		rule,
		randomProcess(choices, network.now + faults_for_ms, scenario),
		choices,
		from === "nothing" ? "second " : "",
		log,
	);
	return { ...taken, asked };
}

function begin(
	network: VirtualNetwork,
	{ scenario }: SettlementResult,
	rule: SettlementRule,
): Transition {
	// A new settlement knows nothing of what earlier reads showed.
	network.facts.readable_response = null;
	return rule.begin(
		scenario.submission,
		scenario.has_me ? currentMe(network) : null,
		scenario.policy,
		network.clientNow,
	);
}

function resume(
	network: VirtualNetwork,
	result: SettlementResult,
	rule: SettlementRule,
	choices: Choices,
): { transition: Transition; asked: boolean } {
	const { scenario, state } = result;
	const decision = rule.resumeFromJournal(
		JSON.parse(JSON.stringify(state)),
		scenario.submission,
		scenario.has_me ? currentMe(network) : null,
		scenario.policy,
		network.clientNow,
		pick(choices, [0.5, 0, 1]),
	);
	switch (decision.kind) {
		case "start":
			return { transition: begin(network, result, rule), asked: true };
		case "continue":
			return { transition: decision.transition, asked: true };
		case "done": {
			const { outcome } = decision;
			const command = { kind: "finish", outcome } as const;
			return { transition: { state, command }, asked: false };
		}
	}
}
