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

/** Settles a trial's submission in its world. */
export type Settle = (
	world: ServedWorld,
	trial: RandomTrial,
) => Promise<Outcome>;

/** The results of trials. */
export type TrialsReport = {
	/** How many outcomes there are of each kind. */
	kinds: Partial<Record<OutcomeKind, number>>;
	/** Outcomes that contradict what the server has on record, in words. */
	violations: string[];
};

/** Runs trials number 1 to `count`, several at once, and compares each outcome with what its server has on record. */
export async function runTrials(
	server: FaultServer,
	count: number,
	settle: Settle,
	concurrency = 64,
): Promise<TrialsReport> {
	const kinds: TrialsReport["kinds"] = {};
	const violations: string[] = [];
	let seed = 0;
	const runNext = async (): Promise<void> => {
		while (seed < count) {
			seed++;
			const name = `trial ${seed}`;
			const { kind, broken } = await runTrial(
				server,
				randomTrial(seed),
				settle,
			);
			kinds[kind] = (kinds[kind] ?? 0) + 1;
			for (const rule of broken)
				violations.push(`${name}: ${kind}, not ${rule}`);
		}
	};
	await Promise.all(Array.from({ length: concurrency }, runNext));
	return { kinds, violations };
}

/** Settles trials in this process, with a fetch. */
export function settleWith(server: FaultServer, fetch: Fetch): Settle {
	return (world, trial) => {
		const { base_url: baseUrl } = world;
		const auth = trialAuth(server, trial, world);
		const client = createClient({ baseUrl, auth, fetch });
		return client.respond(trial.submission, trial.policy);
	};
}

/** Settles one trial over sockets, and compares once every message has arrived. */
async function runTrial(
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

/** The trial's tokens: renewed if they are refused or missing, unless the trial forbids it. */
function trialAuth(
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
