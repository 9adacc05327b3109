import {
	brokenBy,
	drawTrial,
	type FaultServer,
	openFaultServer,
	type ServedWorld,
	type Trial,
} from "@signoff/conformance/fault-server";
import { type OutcomeKind, outcomeKinds } from "@signoff/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Auth } from "./auth.ts";
import { createClient } from "./client.ts";
import type { Fetch } from "./transport.ts";

const atOnce = 64;
const patience = { timeout: 180_000 };

let server: FaultServer;
beforeAll(async () => {
	server = await openFaultServer();
});
afterAll(() => server.close());

test(
	"what comes out of 2,000 seeded worlds is true of what their servers hold",
	patience,
	async () => {
		const { kinds, violations } = await playAll(2_000, fetch);
		expect(violations).toEqual([]);
		expect([...kinds].sort()).toEqual([...outcomeKinds].sort());
	},
);

test(
	"a client that takes a lost answer for a request never sent is caught",
	patience,
	async () => {
		const { violations } = await playAll(300, async (input, init) => {
			try {
				return await fetch(input, init);
			} catch (cause) {
				const error = new Error("Lost.", { cause });
				throw Object.assign(error, { code: "ECONNREFUSED" });
			}
		});
		expect(violations).not.toEqual([]);
	},
);

/** Plays trials number 1 to `count`, many at once. */
async function playAll(
	count: number,
	fetch: Fetch,
): Promise<{ kinds: Set<OutcomeKind>; violations: string[] }> {
	const kinds = new Set<OutcomeKind>();
	const violations: string[] = [];
	let seed = 0;
	const playOn = async (): Promise<void> => {
		while (seed < count) {
			seed++;
			const name = `trial ${seed}`;
			const { kind, broken } = await play(drawTrial(seed), fetch);
			kinds.add(kind);
			for (const rule of broken)
				violations.push(`${name}: ${kind}, not ${rule}`);
		}
	};
	await Promise.all(Array.from({ length: atOnce }, playOn));
	return { kinds, violations };
}

/** Settles one trial over sockets, and compares once everything has arrived. */
async function play(
	trial: Trial,
	fetch: Fetch,
): Promise<{ kind: OutcomeKind; broken: string[] }> {
	const world = await server.addWorld(trial.world);
	const { base_url: baseUrl } = world;
	const client = createClient({ baseUrl, auth: authOf(trial, world), fetch });
	const outcome = await client.respond(trial.submission, trial.policy);
	const broken = brokenBy(trial, outcome, await server.settled(world));
	await server.removeWorld(world);
	return { kind: outcome.kind, broken };
}

/** Tokens as the trial has them: renewed where they are refused, or not to be had. */
function authOf({ refresh }: Trial, world: ServedWorld): Auth {
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
