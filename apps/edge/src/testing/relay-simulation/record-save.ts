import type { StoredSettlement } from "../../settlements/stored-settlement.ts";
import { note, type World } from "./world.ts";

/** Records a save that succeeded, and what is wrong with it. */
export function recordSave(
	world: World,
	process: number,
	settlement: StoredSettlement,
): void {
	const { id, version, credential, outcome, wake_at, state } = settlement;
	const { stored, chains, saves, violations } = world;
	const command = outcome === null ? state.command.kind : outcome.kind;
	note(world, `p${process} save ${version}: ${command} of ${id.slice(0, 4)}`);
	const before = stored.get(id)?.version ?? 0;
	if (version !== before + 1)
		violations.push(`versions: ${version} follows ${before}`);
	if (outcome !== null && credential !== null)
		violations.push(`credential: stored with the outcome in ${version}`);
	if ((outcome === null) !== (wake_at !== null))
		violations.push(`wakes: ${command} with ${wake_at} in ${version}`);
	stored.set(id, structuredClone(settlement));
	const chain = chains.get(id) ?? 0;
	saves.push({
		...{ process, chain, at: Date.now() },
		settlement: structuredClone(settlement),
	});
	if (outcome !== null && outcome.kind !== "uncertain")
		chains.set(id, chain + 1);
}
