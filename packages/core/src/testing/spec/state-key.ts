import type { SettlementState } from "../../settlement/state.ts";
import { deliveredBy, notStaleAfter } from "../../settlement/timing.ts";
import { columnOf } from "./columns.ts";

/** States with the same key have the same transitions, but for moments and counts. */
export function keyOf(state: SettlementState): string {
	const { command, phase, refusal, moved_to, in_doubt, policy } = state;
	if (command.kind === "finish")
		return `finish ${command.outcome.kind} ${phase} ${in_doubt} ${policy.readFirst} ${state.me === null}`;
	if (state.fresh_token)
		return `fresh token ${columnOf(state)} ${command.kind}`;
	const preflight = phase === "preflight";
	const isLate = (at: number | null): boolean =>
		at !== null && state.command_issued_at >= at;
	return [
		command.kind,
		phase,
		in_doubt,
		in_doubt && policy.maxDeliveryDelayMs,
		state.me === null,
		state.step_fingerprint === null,
		refusal?.status,
		refusal && state.may_be_on_record,
		refusal?.outcome.kind,
		moved_to === null ? "" : String(moved_to.step?.id),
		state.read_showed_recorded,
		state.read_showed_unanswered,
		command.kind === "submit" ? "" : Math.min(2, state.unusable_reads),
		command.kind === "read_history" &&
			isLate(notStaleAfter(state, state.begun_at)),
		refusal && in_doubt && isLate(deliveredBy(state)),
		preflight && state.given_step === null,
		preflight && state.api_answered,
		preflight && Math.min(3, state.foreign_answers),
	].join("|");
}
