import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { createTestHarness } from "wrangler";
import * as z from "zod/mini";
import { startHarness } from "../harness.ts";

/** Many independent relays in one workerd. */
export type WorkerRelays = {
	/** Starts a relay in front of a server, with variables of a deployment. */
	start(
		procoreUrl: string,
		vars?: Record<string, string>,
	): Promise<WorkerRelay>;
	/** The log lines since the last call. */
	logged(): string[];
};

/** One relay in workerd. */
export type WorkerRelay = {
	/** With a path. */
	url: string;
	/** What the durable object of a settlement stores, and when its alarm rings. */
	stored(
		settlement: string,
	): Promise<{ stored: string | null; alarm: number | null }>;
	/** Ends the durable object of a settlement in memory. It begins anew with what it stores. */
	evict(settlement: string): Promise<void>;
};

const storedSchema = z.object({
	stored: z.nullable(z.string()),
	alarm: z.nullable(z.number()),
});

/** Runs the published worker as a relay in workerd for the tests of a file. */
export function workerRelays({
	isLogged = false,
}: {
	isLogged?: boolean;
} = {}): WorkerRelays {
	const harness = createTestHarness({
		root: join(import.meta.dirname, "..", "..", "..", ".."),
		workers: [
			{
				config: {
					name: "test-relays",
					main: "src/testing/workerd/relay/worker.ts",
					compatibility_date: "2026-10-01",
					vars: {
						SIGNOFF_UPSTREAM: "procore",
						SIGNOFF_LOG_LEVEL: "error",
						SIGNOFF_PUBLIC_URL: "https://edge.example",
						SIGNOFF_COMPANIES: "4201",
						SIGNOFF_SEAL_KEY: randomBytes(32).toString("base64"),
					},
					durable_objects: {
						bindings: [
							{ name: "SETTLEMENTS", class_name: "TestSettlement" },
							{ name: "ACCOUNTS", class_name: "TestAccount" },
						],
					},
					migrations: [
						{
							tag: "v1",
							new_sqlite_classes: ["TestSettlement", "TestAccount"],
						},
					],
				},
			},
		],
	});
	const origin = startHarness(harness, { isLogged });
	let count = 0;
	return {
		async start(procoreUrl, vars = {}) {
			count += 1;
			const name = {
				count,
				vars: {
					...{ SIGNOFF_PROCORE_URL: procoreUrl, SIGNOFF_LOGIN_URL: procoreUrl },
					...vars,
				},
			};
			const path = Buffer.from(JSON.stringify(name)).toString("base64url");
			const url = new URL(path, await origin()).href;
			return {
				url,
				async stored(settlement) {
					const reply = await fetch(`${url}?settlement=${settlement}`, {
						method: "PATCH",
					});
					return storedSchema.parse(await reply.json());
				},
				async evict(settlement) {
					await fetch(`${url}?settlement=${settlement}`, { method: "DELETE" });
				},
			};
		},
		logged() {
			const lines = harness.getLogs().map(({ message }) => message);
			harness.clearLogs();
			return lines;
		},
	};
}
