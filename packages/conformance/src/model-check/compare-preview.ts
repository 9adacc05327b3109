import { respondentIdOf } from "../simulation/actor-events.ts";
import { replayedChoices } from "../simulation/choices.ts";
import { findResponse } from "../simulation/server-state.ts";
import { stateOf } from "../simulation/virtual-server.ts";
import { healthyNetwork, patientPolicy } from "./again.ts";
import { currentHistory, currentInstance, currentMe } from "./current-reads.ts";
import { runSettlement, steadyProcess } from "./run-settlement.ts";
import type {
	Log,
	ScheduleResult,
	SettlementResult,
} from "./schedule-result.ts";
import type { SettlementRule } from "./settlement-rule.ts";

/** Previews the submission against the settled server and then settles it without faults; `null` if reads are refused. */
export function comparePreview(
	result: SettlementResult,
	rule: SettlementRule,
	log: Log | undefined,
): ScheduleResult["previewed"] {
	const { scenario } = result;
	if (decidesByExactComment(result)) return null;
	const network = healthyNetwork(result, result.server, scenario.submission);
	const me = currentMe(network);
	const instance = me === null ? null : currentInstance(network);
	if (me === null || instance === null) return null;
	const history = currentHistory(network);
	const { would } = rule.preview(scenario.submission, me, instance, history);
	log?.(`  preview: ${would}`);
	// Without a history, nothing shows the response of a person who was removed.
	if (would === "forbidden" && history === null) return null;
	const policy = { ...patientPolicy(scenario), fetchMayResend: false };
	const first = rule.begin(scenario.submission, me, policy, network.clientNow);
	return {
		would,
		result: runSettlement(
			network,
			scenario,
			first,
			rule,
			steadyProcess,
			replayedChoices([]),
			"previewed ",
			log,
		),
	};
}

/** Whether the server says that the comment differs, although a reader takes the two for the same. */
function decidesByExactComment({
	scenario,
	server,
}: SettlementResult): boolean {
	const { plan, submission } = scenario;
	const { current_step_occurrence_id, comment } = submission.response;
	const recorded = findResponse(
		stateOf(server),
		current_step_occurrence_id,
		respondentIdOf(plan),
	);
	return (
		plan.variants.sends_outcome &&
		recorded !== null &&
		recorded.comment !== (comment ?? null)
	);
}
