import { type Aftermath, isNovel, isSound } from "../simulation/oracle.ts";
import { currentStep } from "../simulation/server-state.ts";
import { truthOf } from "../simulation/virtual-server.ts";
import { finalAnswer, type Run } from "./play-schedule.ts";

/** What must hold of every schedule. */
export type Invariant =
	| "sound"
	| "novel"
	| "once"
	| "live"
	| "bounded"
	| "punctual"
	| "ends";

/** Which invariants a schedule breaks; empty where all hold. */
export function violations(run: Run): Invariant[] {
	return (Object.keys(invariants) as Invariant[]).filter(
		(name) => !invariants[name](run),
	);
}

const invariants: Record<Invariant, (run: Run) => boolean> = {
	/** What the outcome says of the server is true, once everything under way has arrived. */
	sound: (run) => isSound(run.outcome, run.scenario.submission, aftermath(run)),
	/** `recorded` was absent at a read, or ours; `unchanged` was not ours. */
	novel: (run) => isNovel(run.outcome, aftermath(run)),
	/** At most one response per person and step. */
	once: ({ server }) =>
		truthOf(server).occurrences.every(
			({ responses }) =>
				new Set(responses.map(({ person_id }) => person_id)).size ===
				responses.length,
		),
	/** Where faults end early enough, there is an answer. */
	live: (run) =>
		!mustSettle(run) ||
		(run.outcome.kind !== "deferred" && run.outcome.kind !== "uncertain"),
	/** Never more calls than allowed, and one where nothing goes wrong and an instance was handed in. */
	bounded: (run) =>
		run.calls <= run.scenario.policy.maxCalls &&
		(!isPlain(run) || run.calls <= 1),
	/** Nothing goes on after the deadline. */
	punctual: (run) =>
		run.finished_at <= run.state.deadline_at - run.scenario.skew_ms,
	ends: ({ ended }) => ended !== "endless",
};

function aftermath(run: Run): Aftermath {
	const { server, scenario, read_while_absent } = run;
	return {
		answer: finalAnswer(run),
		current_step: currentStep(truthOf(server))?.id ?? null,
		read_while_absent,
		sends_outcome: scenario.plan.variants.sends_outcome,
	};
}

/** What design calls live: faults end early enough, reads are permitted, a token can be had, the step was read while current. */
function mustSettle({
	state,
	scenario,
	ended,
	locked_out,
	faults_ended_at,
	calls,
}: Run): boolean {
	const { policy, plan, skew_ms } = scenario;
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
	const early = faults_ended_at + needed <= state.deadline_at - skew_ms;
	return (
		ended === "finished" &&
		readable &&
		!refusedInDoubt &&
		!locked_out &&
		early &&
		calls + 3 <= policy.maxCalls
	);
}

/** Nothing went wrong or was refused, the instance was handed in, and it showed our row unanswered. */
function isPlain({ untroubled, scenario, outcome, state }: Run): boolean {
	return (
		untroubled &&
		state.refusal === null &&
		scenario.has_seen &&
		(outcome.kind === "recorded" || outcome.kind === "accepted")
	);
}
