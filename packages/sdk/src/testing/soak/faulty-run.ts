import type { FaultServer } from "@signoff/conformance/fault-server";
import type { Outcome } from "@signoff/core";
import { refreshToken } from "../../auth/oauth/refresh-token.ts";
import { createClient } from "../../client.ts";
import { addRoughWorlds, type RoughWorld } from "./faulty-worlds.ts";
import { addHome, appOf } from "./oauth-world.ts";

/** What a list came to. */
export type RoughReport = {
	kinds: Record<string, number>;
	/** What should not be, in words; empty where all is well. */
	wrong: string[];
};

/** Answers a list through faults that all end before the deadline, in one bulk run: each must be recorded, once. */
export async function playRough(
	server: FaultServer,
	count: number,
): Promise<RoughReport> {
	const home = await addHome(server);
	const worlds = await addRoughWorlds(server, count, home);
	const outcomes = new Map<string, Outcome>();
	const auth = refreshToken({
		...appOf(home),
		refreshToken: home.oauth.refresh_token,
	});
	const client = createClient({ baseUrl: home.base_url, auth });
	const settled = client.respondAll(
		worlds.map(({ submission }) => submission),
		{ concurrency: 16, attemptTimeoutMs: 1_000 },
	);
	for await (const { submission, outcome } of settled)
		outcomes.set(submission.id, outcome);
	return compared(server, worlds, outcomes);
}

/** Compares what a list came to with what its servers hold. */
export async function compared(
	server: FaultServer,
	worlds: RoughWorld[],
	outcomes: Map<string, Outcome>,
): Promise<RoughReport> {
	const kinds: Record<string, number> = {};
	for (const { kind } of outcomes.values())
		kinds[kind] = (kinds[kind] ?? 0) + 1;
	const wrong: string[] = [];
	for (const world of worlds)
		wrong.push(
			...(await misheld(server, world, outcomes.get(world.submission.id))),
		);
	return { kinds, wrong };
}

async function misheld(
	server: FaultServer,
	{ submission, world }: RoughWorld,
	outcome: Outcome | undefined,
): Promise<string[]> {
	const { responses } = await server.settled(world);
	const kind = outcome?.kind ?? "nothing";
	const right =
		responses.length === 1 &&
		responses[0]?.option_id ===
			submission.response.selected_response_option_id &&
		responses[0].comment === submission.response.comment &&
		["recorded", "unchanged", "accepted"].includes(kind);
	return right
		? []
		: [`${submission.id}: ${kind}, and ${responses.length} on record`];
}
