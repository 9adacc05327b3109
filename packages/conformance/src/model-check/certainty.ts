import { isClear } from "./readability.ts";
import type { SettlementResult } from "./schedule-result.ts";

/** Whether an outcome says what is on record. */
export function isCertain({ outcome }: SettlementResult): boolean {
	return outcome.kind !== "deferred" && outcome.kind !== "uncertain";
}

/** Whether faults ended early enough for a certain outcome. */
export function endedInTime({
	state,
	scenario,
	ended,
	token_unavailable,
	failed_for_good,
	faults_ended_at,
	requests_sent,
	clock_skew_ms,
}: SettlementResult): boolean {
	const { policy } = scenario;
	const neededMs =
		(policy.maxDeliveryDelayMs ?? 0) +
		policy.maxReadStalenessMs +
		state.policy.attemptTimeoutMs;
	return (
		ended === "finished" &&
		!token_unavailable &&
		!failed_for_good &&
		faults_ended_at + neededMs <= state.deadline_at - clock_skew_ms &&
		requests_sent + 3 <= policy.maxCalls
	);
}

/** A refusal while a request may still act for an unknown time proves nothing. */
export function isRefusedInDoubt({
	state,
	scenario,
}: SettlementResult): boolean {
	return (
		state.in_doubt &&
		state.refusal !== null &&
		scenario.policy.maxDeliveryDelayMs === null
	);
}

/** Faults end early enough, reads are permitted, a token can be obtained, and the step was read while it was current. */
export function mustBeCertain(result: SettlementResult): boolean {
	const { state } = result;
	return (
		!isRefusedInDoubt(result) &&
		!isVerifiedWithFaults(result) &&
		state.step_fingerprint !== null &&
		endedInTime(result) &&
		isClear(result, true, state.in_doubt)
	);
}

/** A refusal is verified by few reads, so no fault may happen to them. */
function isVerifiedWithFaults({
	state,
	faults_ended_at,
	clock_skew_ms,
}: SettlementResult): boolean {
	const { refusal } = state;
	return refusal !== null && refusal.at - clock_skew_ms < faults_ended_at;
}
