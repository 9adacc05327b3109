import { settleAgain } from "../model-check/again.ts";
import { comparePreview } from "../model-check/compare-preview.ts";
import type {
	Log,
	ScheduleResult,
	SettlementResult,
} from "../model-check/schedule-result.ts";
import type { SettlementRule } from "../model-check/settlement-rule.ts";
import { externalOrigin } from "../simulation/actor-events.ts";
import { stateOf } from "../simulation/virtual-server.ts";
import { fingerprint } from "./fingerprint.ts";

/** Something that follows a settlement, a minute later and without faults. */
export type FollowUp = {
	/** What it depends on in one world. Follow-ups of the same key do the same, at another time. */
	key: string;
	play(log: Log): ScheduleResult;
};

/** What follows a settlement: an uncertain submission is settled again, and a preview is compared with a settlement. */
export function followUpsOf(
	result: SettlementResult,
	rule: SettlementRule,
): FollowUp[] {
	const record = recordKey(result);
	const preview: FollowUp = {
		key: record,
		play: (log) => ({
			...withoutFollowUp(result),
			previewed: comparePreview(result, rule, log),
		}),
	};
	if (result.outcome.kind !== "uncertain") return [preview];
	const again: FollowUp = {
		key: `${fingerprint(result.state)} ${record}`,
		play: (log) => ({
			...withoutFollowUp(result),
			again: settleAgain(result, rule, log),
		}),
	};
	return [again, preview];
}

/** A settlement that nothing follows. `compares`: whether its outcome is compared with its HTTP form. */
export function withoutFollowUp(
	result: SettlementResult,
	compares = false,
): ScheduleResult {
	return { ...result, compares, taken_up: null, again: [], previewed: null };
}

/** What is on record and which steps have ended, without when. */
function recordKey({ server }: SettlementResult): string {
	const { occurrences, ended_at } = stateOf(server);
	return JSON.stringify([
		ended_at === null,
		occurrences.map(({ index, ended_at, responses }) => [
			index,
			ended_at === null,
			responses.map(({ person_id, option_id, comment, origin }) => [
				person_id,
				option_id,
				comment,
				origin === externalOrigin,
			]),
		]),
	]);
}
