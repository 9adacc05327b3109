import {
	type FaultServer,
	spawnFaultServer,
} from "@signoff/conformance/fault-server";
import { outcomeKinds } from "@signoff/core";
import ky from "ky";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runTrials, settleWith } from "./testing/soak/trials.ts";

const timeout = { timeout: 180_000 };

let server: FaultServer;
beforeAll(async () => {
	server = await spawnFaultServer();
});
afterAll(() => server.close());

test(
	"the outcomes of 2,000 seeded worlds agree with what their servers have on record",
	timeout,
	async () => {
		const { kinds, violations } = await runTrials(
			server,
			2_000,
			settleWith(server, ky),
		);
		expect(violations).toEqual([]);
		expect(Object.keys(kinds).sort()).toEqual([...outcomeKinds].sort());
	},
);

test(
	"a client that treats a lost response as a request that was not sent is detected",
	timeout,
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
