import { join } from "node:path";
import type { CompanyFixture } from "@signoff/conformance";
import type { Fixture } from "@signoff/core/fixture";
import { afterAll, beforeAll, expect, vi } from "vitest";
import { createTestHarness, type TestHarness } from "wrangler";
import * as z from "zod/mini";
import { wranglerEnv } from "../../dev/wrangler-env.ts";

const root = join(import.meta.dirname, "..", "..", "..");

/** Many independent edges in one workerd. */
export type WorkerdServers = {
	/** Starts an edge with one or more companies. Its URL has a path. */
	start(...fixtures: (Fixture | CompanyFixture)[]): Promise<WorkerEdge>;
};

/** One edge in workerd, with a real URL. */
export type WorkerEdge = {
	url: string;
	/** Queries the database of the first company. */
	rows(query: string): Promise<unknown[]>;
};

/** Runs the published worker in workerd for the tests of a file, except that fixtures are sent by request. */
export function workerEdges(): WorkerdServers {
	const harness = createTestHarness({
		root,
		workers: [
			{
				config: {
					name: "test-edges",
					main: "src/testing/workerd/worker.ts",
					compatibility_date: "2026-10-01",
					vars: {
						SIGNOFF_UPSTREAM: "embedded",
						SIGNOFF_LOG_LEVEL: "error",
					},
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
	let count = 0;
	return {
		start: async (...fixtures) => {
			count += 1;
			const url = new URL(`edge-${count}`, await origin()).href;
			for (const fixture of fixtures) {
				const body = JSON.stringify(fixture);
				const { status } = await fetch(url, { method: "PUT", body });
				if (status !== 204)
					throw new Error(`The fixture was refused with ${status}.`);
			}
			return {
				url,
				rows: async (query) => {
					const response = await fetch(
						`${url}?company=${fixtures[0]?.company.id}`,
						{
							method: "PATCH",
							body: query,
						},
					);
					return z.parse(z.array(z.unknown()), await response.json());
				},
			};
		},
	};
}

/** Runs the worker with its `wrangler.jsonc` and these variables, for the tests of a file. */
export function publishedWorker(vars: Record<string, string>): {
	url(): Promise<URL>;
	/** The log lines since the last call. */
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

/** Starts the harness before the tests of a file, and closes it after them: then nothing may have been logged. */
export function startHarness(
	harness: TestHarness,
	{ isLogged = false }: { isLogged?: boolean } = {},
): () => Promise<URL> {
	// workerd shares the machine with other tests, and no test in these files depends on time.
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
