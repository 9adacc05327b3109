import { respondentIdOf } from "../simulation/actor-events.ts";
import {
	type FinalState,
	isNoveltyClaimTrue,
	isOutcomeTrue,
} from "../simulation/oracle.ts";
import { currentStep, findResponse } from "../simulation/server-state.ts";
import { stateOf } from "../simulation/virtual-server.ts";
import type { ScheduleResult } from "./play-schedule.ts";

/** A property that must hold for every schedule. */
export type Invariant =
	| "sound"
	| "novel"
	| "once"
	| "live"
	| "bounded"
	| "punctual"
	| "terminates";

/** The invariants that a schedule violates; empty if all hold. */
export function violations(result: ScheduleResult): Invariant[] {
	return (Object.keys(invariants) as Invariant[]).filter(
		(name) => !invariants[name](result),
	);
}

const invariants: Record<Invariant, (result: ScheduleResult) => boolean> = {
	/** The outcome's statement about the server is true once every request in flight has arrived. */
	sound: (result) =>
		isOutcomeTrue(
			result.outcome,
			result.scenario.submission,
			finalState(result),
		),
	/** A `recorded` response was absent at a read or came from the settlement; an `unchanged` one did not come from it. */
	novel: (result) => isNoveltyClaimTrue(result.outcome, finalState(result)),
	/** At most one response per person and step. */
	once: ({ server }) =>
		stateOf(server).occurrences.every(
			({ responses }) =>
				new Set(responses.map(({ person_id }) => person_id)).size ===
				responses.length,
		),
	/** If faults end early enough, the outcome is certain. */
	live: (result) =>
		!mustBeCertain(result) ||
		(result.outcome.kind !== "deferred" && result.outcome.kind !== "uncertain"),
	/** No more requests than allowed; a single one if no fault occurs and an instance was handed in. */
	bounded: (result) =>
		result.requests_sent <= result.scenario.policy.maxCalls &&
		(!needsOneRequest(result) || result.requests_sent <= 1),
	/** The settlement ends before its deadline. */
	punctual: (result) =>
		result.finished_at <=
		result.state.deadline_at - result.scenario.clock_skew_ms,
	/** The settlement ends. */
	terminates: ({ ended }) => ended !== "unfinished",
};

function finalState(result: ScheduleResult): FinalState {
	const { server, scenario, read_showed_unanswered } = result;
	const state = stateOf(server);
	return {
		response: findResponse(
			state,
			scenario.submission.response.current_step_occurrence_id,
			respondentIdOf(scenario.plan),
		),
		current_step: currentStep(state)?.id ?? null,
		read_showed_unanswered,
		sends_outcome: scenario.plan.variants.sends_outcome,
	};
}

/** Faults end early enough, reads are permitted, a token can be obtained, and the step was read while it was current. */
function mustBeCertain({
	state,
	scenario,
	ended,
	token_unavailable,
	faults_ended_at,
	requests_sent,
}: ScheduleResult): boolean {
	const { policy, plan, clock_skew_ms } = scenario;
	const { instance, history, me } = plan.variants;
	const labelsAreUnique = plan.steps.every(
		({ options }) =>
			new Set(options.map(({ name }) => name)).size === options.length,
	);
	const readable =
		instance === "shown" &&
		history === "shown" &&
		me !== "hidden" &&
		labelsAreUnique &&
		state.step_fingerprint !== null;
	const refusedInDoubt =
		state.in_doubt &&
		state.refusal !== null &&
		policy.maxDeliveryDelayMs === null;
	const neededMs =
		(policy.maxDeliveryDelayMs ?? 0) +
		policy.maxReadStalenessMs +
		state.policy.attemptTimeoutMs;
	const early = faults_ended_at + neededMs <= state.deadline_at - clock_skew_ms;
	return (
		ended === "finished" &&
		readable &&
		!refusedInDoubt &&
		!token_unavailable &&
		early &&
		requests_sent + 3 <= policy.maxCalls
	);
}

/** No fault occurred, no request was refused, and the instance handed in showed the respondent's row unanswered. */
function needsOneRequest({
	fault_free,
	scenario,
	outcome,
	state,
}: ScheduleResult): boolean {
	return (
		fault_free &&
		state.refusal === null &&
		scenario.has_instance &&
		(outcome.kind === "recorded" || outcome.kind === "accepted")
	);
}
