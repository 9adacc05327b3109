import type { Phase, SettlementState } from "../../settlement/state.ts";

/** The columns of the specification that a phase has. `?`: a submit is in doubt; a status: that of the refusal. */
export const columnsOf: Record<Phase, string[]> = {
	preflight: ["preflight", "preflight?"],
	submit: ["submit", "submit?"],
	verify: ["verify 422", "verify 4xx", "verify?"],
	recheck: ["recheck 422", "recheck 4xx", "recheck?"],
	wait_for_delivery: ["wait_for_delivery"],
	final_read: ["final_read"],
};

/** The column of a settlement that has ended. */
export const finished = "finished";

/** The column that a state belongs to. */
export function columnOf({
	command,
	phase,
	in_doubt,
	refusal,
}: SettlementState): string {
	if (command.kind === "finish") return finished;
	if (phase === "wait_for_delivery" || phase === "final_read") return phase;
	if (in_doubt) return `${phase}?`;
	if (phase === "preflight" || phase === "submit") return phase;
	return `${phase} ${refusal?.status === 422 ? "422" : "4xx"}`;
}
