import {
	type FaultServer,
	type RandomTrial,
	randomTrial,
	type ServedWorld,
	violatedRules,
} from "@signoff/conformance/fault-server";
import type { Outcome, OutcomeKind } from "@signoff/core";
import type { Auth } from "../../auth/auth.ts";
import { createClient } from "../../client.ts";
import type { Fetch } from "../../http/transport.ts";

/** Settles a trial's submission in its world, one way or another. */
export type Settle = (
	world: ServedWorld,
	trial: RandomTrial,
) => Promise<Outcome>;

/** What trials came to. */
export type TrialsReport = {
	/** How many came to which kind. */
	kinds: Partial<Record<OutcomeKind, number>>;
	/** Outcomes that are not true of what the server holds, in words. */
	violations: string[];
};

/** Plays trials number 1 to `count`, many at once, and compares each outcome with what its server holds. */
export async function playTrials(
	server: FaultServer,
	count: number,
	settle: Settle,
	atOnce = 64,
): Promise<TrialsReport> {
	const kinds: TrialsReport["kinds"] = {};
	const violations: string[] = [];
	let seed = 0;
	const playOn = async (): Promise<void> => {
		while (seed < count) {
			seed++;
			const name = `trial ${seed}`;
			const { kind, broken } = await play(server, randomTrial(seed), settle);
			kinds[kind] = (kinds[kind] ?? 0) + 1;
			for (const rule of broken)
				violations.push(`${name}: ${kind}, not ${rule}`);
		}
	};
	await Promise.all(Array.from({ length: atOnce }, playOn));
	return { kinds, violations };
}

/** Settles them here, with a fetch. */
export function settleWith(server: FaultServer, fetch: Fetch): Settle {
	return (world, trial) => {
		const { base_url: baseUrl } = world;
		const auth = authOf(server, trial, world);
		const client = createClient({ baseUrl, auth, fetch });
		return client.respond(trial.submission, trial.policy);
	};
}

/** Settles one trial over sockets, and compares once everything has arrived. */
async function play(
	server: FaultServer,
	trial: RandomTrial,
	settle: Settle,
): Promise<{ kind: OutcomeKind; broken: string[] }> {
	const world = await server.addWorld(trial.world);
	const outcome = await settle(world, trial);
	const broken = violatedRules(trial, outcome, await server.settled(world));
	await server.removeWorld(world);
	return { kind: outcome.kind, broken };
}

/** Tokens as the trial has them: renewed where they are refused, or not to be had. */
function authOf(
	server: FaultServer,
	{ refresh }: RandomTrial,
	world: ServedWorld,
): Auth {
	let { token } = world;
	return {
		token: () => Promise.resolve(token),
		refresh: async () => {
			if (refresh === "refused") return "refused";
			token = await server.renewToken(world);
			return "refreshed";
		},
	};
}
