import type { FaultServer } from "@signoff/conformance/fault-server";
import { type Outcome, outcomeTraits } from "@signoff/core";
import { refreshToken } from "../../auth/oauth/refresh-token.ts";
import { createClient } from "../../client.ts";
import { addFaultyWorlds, type FaultyWorld } from "./faulty-worlds.ts";
import { addOAuthWorld, appOf } from "./oauth-world.ts";

/** The result of a list. */
export type FaultyRunReport = {
	kinds: Record<string, number>;
	/** Mismatches between outcomes and the server, in words. */
	wrong: string[];
};

/**
 * Settles a list in one bulk run, through faults that all end before the deadline. Each submission must be recorded
 * once.
 */
export async function respondAllWithFaults(
	server: FaultServer,
	count: number,
): Promise<FaultyRunReport> {
	const oauthWorld = await addOAuthWorld(server);
	const worlds = await addFaultyWorlds(server, count, oauthWorld);
	const outcomes = new Map<string, Outcome>();
	const auth = refreshToken({
		...appOf(oauthWorld),
		refreshToken: oauthWorld.oauth.refresh_token,
	});
	const client = createClient({ baseUrl: oauthWorld.base_url, auth });
	const settled = client.respondAll(
		worlds.map(({ submission }) => submission),
		{ concurrency: 16, attemptTimeoutMs: 1_000 },
	);
	for await (const { submission, outcome } of settled)
		outcomes.set(submission.id, outcome);
	return compareWithServer(server, worlds, outcomes);
}

/** Compares the outcomes of a list with what its servers have on record. */
export async function compareWithServer(
	server: FaultServer,
	worlds: FaultyWorld[],
	outcomes: Map<string, Outcome>,
): Promise<FaultyRunReport> {
	const kinds: Record<string, number> = {};
	for (const { kind } of outcomes.values())
		kinds[kind] = (kinds[kind] ?? 0) + 1;
	const wrong: string[] = [];
	for (const world of worlds)
		wrong.push(
			...(await findMismatches(
				server,
				world,
				outcomes.get(world.submission.id),
			)),
		);
	return { kinds, wrong };
}

async function findMismatches(
	server: FaultServer,
	{ submission, world }: FaultyWorld,
	outcome: Outcome | undefined,
): Promise<string[]> {
	const { responses } = await server.settled(world);
	const kind = outcome?.kind ?? "nothing";
	const isRight =
		responses.length === 1 &&
		responses[0]?.option_id ===
			submission.response.selected_response_option_id &&
		responses[0].comment === submission.response.comment &&
		outcome !== undefined &&
		outcomeTraits[outcome.kind].onRecord;
	return isRight
		? []
		: [`${submission.id}: ${kind}, and ${responses.length} on record`];
}
