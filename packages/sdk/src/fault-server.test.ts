import {
	type FaultServer,
	spawnFaultServer,
} from "@signoff/conformance/fault-server";
import { outcomeKinds } from "@signoff/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runTrials, settleWith } from "./testing/soak/trials.ts";

const patience = { timeout: 180_000 };

let server: FaultServer;
beforeAll(async () => {
	server = await spawnFaultServer();
});
afterAll(() => server.close());

test(
	"what comes out of 2,000 seeded worlds is true of what their servers hold",
	patience,
	async () => {
		const { kinds, violations } = await runTrials(
			server,
			2_000,
			settleWith(server, fetch),
		);
		expect(violations).toEqual([]);
		expect(Object.keys(kinds).sort()).toEqual([...outcomeKinds].sort());
	},
);

test(
	"a client that takes a lost answer for a request never sent is caught",
	patience,
	async () => {
		const { violations } = await runTrials(
			server,
			300,
			settleWith(server, async (input, init) => {
				try {
					return await fetch(input, init);
				} catch (cause) {
					const error = new Error("Lost.", { cause });
					throw Object.assign(error, { code: "ECONNREFUSED" });
				}
			}),
		);
		expect(violations).not.toEqual([]);
	},
);
