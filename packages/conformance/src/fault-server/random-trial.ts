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
import { isNovel, isSound } from "../simulation/oracle.ts";
import {
	randomScenario,
	type TimedEvent,
} from "../simulation/random-scenario.ts";
import type { WorldPlan } from "../simulation/world.ts";
import type { HostedWorld, WorldRecord } from "./types.ts";

/** A drawn world, what is to be sent into it, and how. The same number always gives the same trial. */
export type RandomTrial = {
	world: HostedWorld;
	submission: Submission;
	/** What the client is to rest on; it holds in the world, with room for a busy machine. */
	policy: Policy;
	/** What a refused token is to come to. */
	refresh: "renewed" | "refused";
};

// Short enough to play thousands, long enough to settle once the faults are over.
const deadlineMs = 2_500;
const faultsUntilMs = 600;
// A message is under way for so long at most; a busy machine may add to that.
const maxDeliveryDelayMs = 300;
const marginMs = 700;

/** Draws a trial as the model check draws a scenario, in times that are short enough to wait for. */
export function randomTrial(seed: number): RandomTrial {
	const choices = seededChoices(seed);
	const { plan, submission, policy, events } = randomScenario(choices);
	const max_read_staleness_ms = pick(choices, [0, 50, 150]);
	const earlier = events.filter(({ at }) => at < 0).map(withoutTime);
	const later = events.filter(({ at }) => at >= 0).map(withoutTime);
	const before = chance(choices, 6)
		? [identicalResponse(plan, submission)]
		: earlier;
	const lost = chance(choices, 3);
	return {
		submission: lost ? { ...submission, id: "9999" } : submission,
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

/** Which rules an outcome of a trial breaks, given what its server holds once all has arrived; empty where none. */
export function violatedRules(
	{ world: { plan }, submission }: RandomTrial,
	outcome: Outcome,
	{ current_step, responses, shown_unanswered }: WorldRecord,
): ("sound" | "novel" | "once")[] {
	const step = submission.response.current_step_occurrence_id;
	const mine = responses.filter(
		(each) => each.step === step && each.person_id === respondentIdOf(plan),
	);
	const finalState = {
		response: mine[0] ?? null,
		current_step,
		read_showed_unanswered: shown_unanswered.includes(step),
		sends_outcome: plan.variants.sends_outcome,
	};
	const given = responses.map((each) => `${each.step} ${each.person_id}`);
	const holds = {
		sound: isSound(outcome, submission, finalState),
		novel: isNovel(outcome, finalState),
		once: new Set(given).size === given.length,
	};
	const rules = ["sound", "novel", "once"] as const;
	return rules.filter((rule) => !holds[rule]);
}

/** Somebody who sends what they sent long ago. */
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
