import type {
	Outcome,
	RequestEvent,
	SettlementState,
	Transition,
} from "@signoff/core";
import { coreRule, type SettlementRule } from "./settlement-rule.ts";

/** A settlement rule with one mistake, as people make them. */
export type Mutant = { name: string; rule: SettlementRule };

/** A received HTTP response. */
export type ResponseEvent = Extract<RequestEvent, { kind: "response" }>;

/** core's rule, except that an HTTP response may finish it too early with the outcome that `conclude` returns. */
export function prematureFinish(
	name: string,
	conclude: (
		state: SettlementState,
		event: ResponseEvent,
		now: number,
	) => Outcome | null,
): Mutant {
	const advance: SettlementRule["advance"] = (state, event, now, random) => {
		const outcome =
			event.kind === "response" ? conclude(state, event, now) : null;
		return outcome === null
			? coreRule.advance(state, event, now, random)
			: finish(state, outcome);
	};
	return { name, rule: { ...coreRule, advance } };
}

/** core's rule, except that it gets the event that `misread` returns. */
export function misreadEvent(
	name: string,
	misread: (state: SettlementState, event: RequestEvent) => RequestEvent,
): Mutant {
	const advance: SettlementRule["advance"] = (state, event, now, random) =>
		coreRule.advance(state, misread(state, event), now, random);
	return { name, rule: { ...coreRule, advance } };
}

/** Whether the command in progress is a submit. */
export function isSubmitInProgress(state: SettlementState): boolean {
	return state.command.kind === "submit";
}

function finish(state: SettlementState, outcome: Outcome): Transition {
	const command = { kind: "finish", outcome } as const;
	return { state: { ...state, command }, command };
}
