import { type FinalState, isNovel, isSound } from "../simulation/oracle.ts";
import { currentStep } from "../simulation/server-state.ts";
import { stateOf } from "../simulation/virtual-server.ts";
import { finalResponse, type ScheduleResult } from "./play-schedule.ts";

/** What must hold of every schedule. */
export type Invariant =
	| "sound"
	| "novel"
	| "once"
	| "live"
	| "bounded"
	| "punctual"
	| "terminates";

/** Which invariants a schedule breaks; empty where all hold. */
export function violations(run: ScheduleResult): Invariant[] {
	return (Object.keys(invariants) as Invariant[]).filter(
		(name) => !invariants[name](run),
	);
}

const invariants: Record<Invariant, (run: ScheduleResult) => boolean> = {
	/** What the outcome says of the server is true, once everything under way has arrived. */
	sound: (run) =>
		isSound(run.outcome, run.scenario.submission, finalState(run)),
	/** `recorded` was absent at a read, or ours; `unchanged` was not ours. */
	novel: (run) => isNovel(run.outcome, finalState(run)),
	/** At most one response per person and step. */
	once: ({ server }) =>
		stateOf(server).occurrences.every(
			({ responses }) =>
				new Set(responses.map(({ person_id }) => person_id)).size ===
				responses.length,
		),
	/** Where faults end early enough, there is an answer. */
	live: (run) =>
		!mustBeCertain(run) ||
		(run.outcome.kind !== "deferred" && run.outcome.kind !== "uncertain"),
	/** Never more calls than allowed, and one where nothing goes wrong and an instance was handed in. */
	bounded: (run) =>
		run.requests_sent <= run.scenario.policy.maxCalls &&
		(!isFaultFree(run) || run.requests_sent <= 1),
	/** Nothing goes on after the deadline. */
	punctual: (run) =>
		run.finished_at <= run.state.deadline_at - run.scenario.clock_skew_ms,
	terminates: ({ ended }) => ended !== "unfinished",
};

function finalState(run: ScheduleResult): FinalState {
	const { server, scenario, read_showed_unanswered } = run;
	return {
		response: finalResponse(run),
		current_step: currentStep(stateOf(server))?.id ?? null,
		read_showed_unanswered,
		sends_outcome: scenario.plan.variants.sends_outcome,
	};
}

/** What design calls live: faults end early enough, reads are permitted, a token can be had, the step was read while current. */
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
	const labels = plan.steps.flatMap(
		({ options }) =>
			new Set(options.map(({ name }) => name)).size === options.length,
	);
	const readable =
		instance === "shown" &&
		history === "shown" &&
		me !== "hidden" &&
		labels.every(Boolean) &&
		state.step_fingerprint !== null;
	const refusedInDoubt =
		state.in_doubt &&
		state.refusal !== null &&
		policy.maxDeliveryDelayMs === null;
	const needed =
		(policy.maxDeliveryDelayMs ?? 0) +
		policy.maxReadStalenessMs +
		state.policy.attemptTimeoutMs;
	const early = faults_ended_at + needed <= state.deadline_at - clock_skew_ms;
	return (
		ended === "finished" &&
		readable &&
		!refusedInDoubt &&
		!token_unavailable &&
		early &&
		requests_sent + 3 <= policy.maxCalls
	);
}

/** Nothing went wrong or was refused, the instance was handed in, and it showed our row unanswered. */
function isFaultFree({
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
