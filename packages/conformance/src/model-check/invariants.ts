import { externalOrigin, respondentIdOf } from "../simulation/actor-events.ts";
import {
	type FinalResponse,
	type FinalState,
	isNoveltyClaimTrue,
	isOutcomeTrue,
} from "../simulation/oracle.ts";
import { currentStep, findResponse } from "../simulation/server-state.ts";
import { stateOf } from "../simulation/virtual-server.ts";
import { isCertain, mustBeCertain } from "./certainty.ts";
import { survivesHttp } from "./round-trip.ts";
import type { ScheduleResult, SettlementResult } from "./schedule-result.ts";

/** A property that must hold for every schedule. */
export type Invariant =
	| "sound"
	| "novel"
	| "once"
	| "live"
	| "bounded"
	| "punctual"
	| "terminates"
	| "patient"
	| "limited"
	| "same_request"
	| "round_trip"
	| "asked"
	| "again"
	| "agrees";

/** The invariants that a schedule violates; empty if all hold. */
export function violations(result: ScheduleResult): Invariant[] {
	const violated = new Set(violatedBy(result, ofEverySettlement));
	const add = (names: Invariant[]): void => {
		for (const name of names) violated.add(name);
	};
	const { taken_up, again, previewed, compares } = result;
	const outcomes = [result, ...(taken_up === null ? [] : [taken_up])];
	if (compares && !outcomes.every(survivesHttp)) add(["round_trip"]);
	if (taken_up !== null)
		add(violatedBy(taken_up, taken_up.asked ? ofEverySettlement : ofAnOutcome));
	if (taken_up !== null && !isAsked(taken_up)) add(["asked"]);
	for (const each of again) {
		add(violatedBy(each, ofAnOutcome));
		if (!isCertain(each)) add(["again"]);
	}
	if (previewed !== null) {
		add(violatedBy(previewed.result, ofAnOutcome));
		if (!agrees(previewed)) add(["agrees"]);
	}
	return [...violated];
}

type Checks = Partial<Record<Invariant, (result: SettlementResult) => boolean>>;

function violatedBy(result: SettlementResult, checks: Checks): Invariant[] {
	return (Object.keys(checks) as Invariant[]).filter(
		(name) => checks[name]?.(result) === false,
	);
}

/** What holds for an outcome, also for one that was taken from a journal. */
const ofAnOutcome: Checks = {
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
				responses.length < 2 ||
				new Set(responses.map(({ person_id }) => person_id)).size ===
					responses.length,
		),
	/** The settlement ends. */
	terminates: ({ ended }) => ended !== "unfinished",
	/**
	 * No request before the moment that the server named, nor without a pause after one that failed; and an outcome does
	 * not ask to be repeated before that moment.
	 */
	patient: (result) => !result.sent_too_early && !retriesTooEarly(result),
	/** An outcome blames a rate limit only if a server named one. */
	limited: ({ outcome, limit_named }) =>
		outcome.kind !== "deferred" ||
		outcome.reason !== "rate_limited" ||
		limit_named,
	/** Every submit of a settlement is the same request. */
	same_request: ({ body_changed }) => !body_changed,
};

const ofEverySettlement: Checks = {
	...ofAnOutcome,
	/** If faults end early enough, the outcome is certain. */
	live: (result) => !mustBeCertain(result) || isCertain(result),
	/**
	 * No more requests than allowed; a single one if no fault occurs and an instance was handed in, or two if the person
	 * must be read.
	 */
	bounded: (result) =>
		result.requests_sent <= result.scenario.policy.maxCalls &&
		(!needsOneRequest(result) ||
			result.requests_sent <= (readsMe(result) ? 2 : 1)),
	/** The settlement ends before its deadline. */
	punctual: (result) =>
		result.finished_at <= result.state.deadline_at - result.clock_skew_ms,
};

function finalState(result: SettlementResult): FinalState {
	const { server, scenario, read_showed_unanswered } = result;
	const state = stateOf(server);
	const { submission, plan } = scenario;
	const response = findResponse(
		state,
		submission.response.current_step_occurrence_id,
		respondentIdOf(plan),
	);
	return {
		response: response && withOrigin(response, result),
		current_step: currentStep(state)?.id ?? null,
		read_showed_unanswered,
		sends_outcome: plan.variants.sends_outcome,
		server_knows_novelty:
			!result.state.in_doubt &&
			(plan.variants.sends_outcome || plan.variants.sends_replayed_header),
		readable_response: result.readable_response,
	};
}

/** A response that another settlement put on record is not this settlement's own. */
function withOrigin(
	response: FinalResponse,
	{ origin_prefix }: SettlementResult,
): FinalResponse {
	return response.origin.startsWith(origin_prefix)
		? response
		: { ...response, origin: externalOrigin };
}

/** No fault occurred, no request was refused, and the instance handed in showed the respondent's row unanswered. */
function needsOneRequest({
	fault_free,
	scenario,
	outcome,
	state,
	origin_prefix,
	server,
}: SettlementResult): boolean {
	const { current_step_occurrence_id } = scenario.submission.response;
	const handedIn = server.versions[0]?.state;
	const showsStep =
		scenario.plan.variants.instance === "shown" &&
		handedIn !== undefined &&
		currentStep(handedIn)?.id === current_step_occurrence_id;
	return (
		fault_free &&
		state.refusal === null &&
		scenario.has_instance &&
		origin_prefix === "" &&
		// If the caller leaves it open, only an instance that shows the step as current replaces a read.
		(scenario.default_read_first !== true || showsStep) &&
		(outcome.kind === "recorded" || outcome.kind === "accepted")
	);
}

function readsMe({ scenario }: SettlementResult): boolean {
	const knowsMe = scenario.has_me && scenario.plan.variants.me !== "hidden";
	return scenario.default_read_first === true && !knowsMe;
}

function retriesTooEarly({
	outcome,
	ended,
	not_before,
	clock_skew_ms,
}: SettlementResult): boolean {
	return (
		ended === "finished" &&
		"retry_at" in outcome &&
		Date.parse(outcome.retry_at) < not_before + clock_skew_ms
	);
}

/** The kinds that need no question to the server when the submission is taken up again. */
const lasting: ReadonlySet<string> = new Set([
	"recorded",
	"unchanged",
	"accepted",
	"conflict",
	"superseded",
]);

function isAsked({
	asked,
	outcome,
}: NonNullable<ScheduleResult["taken_up"]>): boolean {
	return (
		asked ||
		lasting.has(outcome.kind) ||
		// Invalid for a reason that no server was asked about.
		(outcome.kind === "invalid" && outcome.attempts.length === 0)
	);
}

/** Whether a preview says what a settlement then does, if it says anything. */
function agrees({
	would,
	result,
}: NonNullable<ScheduleResult["previewed"]>): boolean {
	const { kind } = result.outcome;
	if (would === "uncertain" || would === kind) return true;
	return kind === "accepted" && (would === "recorded" || would === "unchanged");
}
