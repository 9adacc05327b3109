import type { CallName, Outcome } from "../../outcome/outcome.ts";
import type { SettlementState, Transition } from "../../settlement/state.ts";

/**
 * A transition in the words of the specification's cells: `finish` and a kind, `ignored`, `repeat` (the same request
 * after a wait), `request` (the pending request at once), `refresh`, the name of a read in the same phase, or the phase
 * that begins; `, in doubt` if the settlement becomes so.
 */
export function describeTransition(
	before: SettlementState,
	{ state, command }: Transition,
): string {
	if (command === before.command) return "ignored";
	if (command.kind === "finish")
		return describeFinish(
			{ ...state, command: before.command },
			command.outcome,
		);
	const doubt = state.in_doubt && !before.in_doubt ? ", in doubt" : "";
	const waits = command.kind === "sleep";
	const call = command.kind === "sleep" ? state.next : command.kind;
	return `${describeRequest(before, state, call, waits)}${doubt}`;
}

/** A resumption in the same words. After a refusal it verifies anew, whatever was in progress. */
export function describeResumption(
	before: SettlementState,
	to: Transition,
): string {
	const isVerified =
		before.refusal !== null && before.command.kind !== "finish";
	return describeTransition(
		isVerified ? { ...before, phase: "preflight" } : before,
		to,
	);
}

/** An outcome in the same words: `refusal` is that of the server's refusal. */
export function describeFinish(
	{ refusal, command }: SettlementState,
	outcome: Outcome,
): string {
	if (command.kind === "finish" && command.outcome === outcome)
		return "its outcome";
	const isRefusal =
		refusal !== null &&
		withoutAttempts(outcome) === withoutAttempts(refusal.outcome);
	return `finish ${isRefusal ? "refusal" : outcome.kind}`;
}

function describeRequest(
	before: SettlementState,
	{ phase, me }: SettlementState,
	call: CallName,
	waits: boolean,
): string {
	if (phase !== before.phase || before.command.kind === "finish") {
		const first = me === null ? "read_me" : "read_instance";
		return call === (phase === "submit" ? "submit" : first)
			? phase
			: `${phase}/${call}`;
	}
	if (call === "refresh_token" && before.next !== call)
		return waits ? "repeat" : "refresh";
	if (call === pendingCall(before)) return waits ? "repeat" : "request";
	return waits ? `${call} later` : call;
}

/** The request that is in progress, or that follows the sleep or the refresh. */
function pendingCall({
	command,
	next,
	after_refresh,
}: SettlementState): CallName | null {
	if (command.kind === "finish") return null;
	if (command.kind === "sleep") return next;
	return command.kind === "refresh_token" ? after_refresh : command.kind;
}

function withoutAttempts(outcome: Outcome): string {
	return JSON.stringify({ ...outcome, attempts: [] });
}
