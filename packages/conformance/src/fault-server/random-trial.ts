import type { CallName, Outcome, Policy, Submission } from "@signoff/core";
import { type ActorEvent, respondentIdOf } from "../simulation/actor-events.ts";
import {
	between,
	type Choices,
	chance,
	pick,
	seededChoices,
} from "../simulation/choices.ts";
import type { Interleaving } from "../simulation/faults.ts";
import { isNoveltyClaimTrue, isOutcomeTrue } from "../simulation/oracle.ts";
import {
	randomScenario,
	type TimedEvent,
} from "../simulation/random-scenario.ts";
import type { WorldPlan } from "../simulation/world.ts";
import type { HostedWorld, HostedWorldRecord } from "./types.ts";

/** A random world, a submission to it, and the client's policy. The same seed gives the same trial. */
export type RandomTrial = {
	world: HostedWorld;
	submission: Submission;
	/** The client's policy. Its assumptions hold in the world, with a margin for a busy machine. */
	policy: Policy;
	/** The result of refreshing a refused token. */
	refresh: "renewed" | "refused";
};

// Short enough to play thousands of trials, long enough to settle after the faults.
const deadlineMs = 2_500;
const faultsUntilMs = 600;
// The longest transit time of a request; a busy machine may add to it.
const maxDeliveryDelayMs = 300;
const marginMs = 700;

/** A random trial: a scenario of the model check, with times that are short enough to wait for. */
export function randomTrial(seed: number): RandomTrial {
	const choices = seededChoices(seed);
	const { plan, submission, policy, events } = randomScenario(choices);
	const max_read_staleness_ms = pick(choices, [0, 50, 150]);
	const earlier = events.filter(({ at }) => at < 0).map(withoutTime);
	const later = events.filter(({ at }) => at >= 0).map(withoutTime);
	const before = chance(choices, 6)
		? [identicalResponse(plan, submission)]
		: earlier;
	const wrongInstance = chance(choices, 3);
	return {
		submission: wrongInstance ? { ...submission, id: "9999" } : submission,
		policy: {
			...policy,
			deadlineMs,
			attemptTimeoutMs: between(choices, 150, 250),
			maxDeliveryDelayMs:
				policy.maxDeliveryDelayMs === null
					? null
					: maxDeliveryDelayMs + marginMs,
			maxReadStalenessMs: max_read_staleness_ms + marginMs / 10,
		},
		refresh: chance(choices, 20) ? "refused" : "renewed",
		world: {
			plan,
			before,
			faults: [],
			interleavings: later.map((event) => ({
				before: randomRequest(choices),
				event,
			})),
			seeded: {
				seed,
				fault_percent: pick(choices, [60, 30, 90, 0]),
				faults_until_ms: faultsUntilMs,
				max_delivery_delay_ms: maxDeliveryDelayMs,
				max_read_staleness_ms,
				max_wait_s: 1,
			},
		},
	};
}

/** The rules that a trial's outcome violates, given the server's record once it has settled; empty if all hold. */
export function violatedRules(
	{ world: { plan }, submission }: RandomTrial,
	outcome: Outcome,
	{ current_step, responses, shown_unanswered }: HostedWorldRecord,
): ("sound" | "novel" | "once")[] {
	const step = submission.response.current_step_occurrence_id;
	const own = responses.filter(
		(each) => each.step === step && each.person_id === respondentIdOf(plan),
	);
	const finalState = {
		response: own[0] ?? null,
		current_step,
		read_showed_unanswered: shown_unanswered.includes(step),
		sends_outcome: plan.variants.sends_outcome,
	};
	const responders = responses.map((each) => `${each.step} ${each.person_id}`);
	const holds = {
		sound: isOutcomeTrue(outcome, submission, finalState),
		novel: isNoveltyClaimTrue(outcome, finalState),
		once: new Set(responders).size === responders.length,
	};
	const rules = ["sound", "novel", "once"] as const;
	return rules.filter((rule) => !holds[rule]);
}

/** The respondent's earlier response that is identical to the submission. */
function identicalResponse(
	plan: WorldPlan,
	{ response }: Submission,
): ActorEvent {
	const options = plan.steps[0]?.options ?? [];
	const option = options.findIndex(
		({ id }) => id === response.selected_response_option_id,
	);
	const comment = response.comment ?? null;
	return {
		kind: "responds",
		person_id: respondentIdOf(plan),
		option: Math.max(0, option),
		comment,
	};
}

function withoutTime({ at: _, ...event }: TimedEvent): ActorEvent {
	return event;
}

function randomRequest(choices: Choices): Interleaving["before"] {
	const call = pick<CallName>(choices, [
		"submit",
		"read_instance",
		"read_history",
	]);
	return { call, nth: between(choices, 1, 3) };
}
