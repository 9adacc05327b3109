import { join } from "node:path";
import type { CompanyFixture } from "@signoff/conformance";
import { afterAll, beforeAll, expect, vi } from "vitest";
import { createTestHarness, type TestHarness } from "wrangler";
import * as z from "zod/mini";
import { wranglerEnv } from "../../dev/wrangler-env.ts";
import type { Fixture } from "../../fixture/fixture.ts";

const root = join(import.meta.dirname, "..", "..", "..");

/** Many edges in one workerd, each with a company of its own. */
export type WorkerEdges = {
	/** Starts one, with a company or several. Its address has a path. */
	start(...fixtures: (Fixture | CompanyFixture)[]): Promise<WorkerEdge>;
};

/** One edge in workerd, over a real URL. */
export type WorkerEdge = {
	url: string;
	/** Rows of the first company's own database. */
	rows(query: string): Promise<unknown[]>;
};

/** Runs workerd for the tests of a file, on the worker as it is published but for where companies come from. */
export function workerEdges(): WorkerEdges {
	const harness = createTestHarness({
		root,
		workers: [
			{
				config: {
					name: "worlds",
					main: "src/testing/workerd/worker.ts",
					compatibility_date: "2026-08-04",
					vars: { UPSTREAM: "embedded" },
					durable_objects: {
						bindings: [
							{ name: "COMPANIES", class_name: "TestCompany" },
							{ name: "DIRECTORY", class_name: "TestDirectory" },
						],
					},
					migrations: [
						{ tag: "v1", new_sqlite_classes: ["TestCompany", "TestDirectory"] },
					],
				},
			},
		],
	});
	const origin = startHarness(harness);
	let worlds = 0;
	return {
		start: async (...fixtures) => {
			worlds += 1;
			const world = `world-${worlds}`;
			const url = new URL(world, await origin()).href;
			for (const fixture of fixtures) {
				const body = JSON.stringify(fixture);
				const { status } = await fetch(url, { method: "PUT", body });
				if (status !== 204) throw new Error(`Filling answered ${status}.`);
			}
			return {
				url,
				rows: async (query) => {
					const asked = await fetch(
						`${url}?company=${fixtures[0]?.company.id}`,
						{
							method: "PATCH",
							body: query,
						},
					);
					return z.parse(z.array(z.unknown()), await asked.json());
				},
			};
		},
	};
}

/** The worker with its own `wrangler.jsonc` and these variables, for the tests of a file. */
export function publishedWorker(vars: Record<string, string>): {
	url(): Promise<URL>;
	/** What it wrote to its log since last asked. */
	logged(): string[];
} {
	const harness = createTestHarness({
		root,
		workers: [{ configPath: "wrangler.jsonc", vars }],
	});
	const url = startHarness(harness, { isLogged: true });
	return {
		url,
		logged: () => {
			const lines = harness.getLogs().map(({ message }) => message);
			harness.clearLogs();
			return lines;
		},
	};
}

function startHarness(
	harness: TestHarness,
	{ isLogged = false }: { isLogged?: boolean } = {},
): () => Promise<URL> {
	// workerd shares the machine with every other test: nothing here is about time.
	vi.setConfig({ testTimeout: 60_000 });
	beforeAll(async () => {
		Object.assign(process.env, wranglerEnv);
		await harness.listen();
	}, 60_000);
	afterAll(async () => {
		const logs = harness.getLogs();
		await harness.close();
		if (!isLogged) expect(logs).toEqual([]);
	});
	return async () => (await harness.listen()).url;
}
