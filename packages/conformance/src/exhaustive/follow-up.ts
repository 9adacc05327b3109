import { settleAgain } from "../model-check/again.ts";
import { comparePreview } from "../model-check/compare-preview.ts";
import type {
	Log,
	ScheduleResult,
	SettlementResult,
} from "../model-check/schedule-result.ts";
import type { SettlementRule } from "../model-check/settlement-rule.ts";
import { externalOrigin } from "../simulation/actor-events.ts";
import { stateOf, type VirtualServer } from "../simulation/virtual-server.ts";
import { fingerprint } from "./fingerprint.ts";

/**
 * What followed earlier settlements in one world. It starts a minute later and meets no faults, so it depends only on
 * what is on record by then and on the stored state: what follows the same of both is played once.
 */
export type FollowUps = {
	again: Map<string, ScheduleResult["again"]>;
	previewed: Map<string, ScheduleResult["previewed"]>;
};

/** No settlement was played yet. */
export function noFollowUps(): FollowUps {
	return { again: new Map(), previewed: new Map() };
}

/** Settles an uncertain submission again, and compares a preview with another settlement. */
export function followUp(
	result: SettlementResult,
	rule: SettlementRule,
	known: FollowUps,
	log: Log = () => {},
): ScheduleResult {
	const record = recordKey(result.server);
	const again =
		result.outcome.kind === "uncertain"
			? remember(known.again, `${fingerprint(result.state)} ${record}`, () =>
					settleAgain(result, rule, log),
				)
			: [];
	const previewed = remember(known.previewed, record, () =>
		comparePreview(result, rule, log),
	);
	return { ...result, taken_up: null, again, previewed };
}

function remember<T>(known: Map<string, T>, key: string, play: () => T): T {
	const found = known.get(key);
	if (found !== undefined) return found;
	const played = play();
	known.set(key, played);
	return played;
}

/** What is on record and which steps have ended, without when. */
function recordKey(server: VirtualServer): string {
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
