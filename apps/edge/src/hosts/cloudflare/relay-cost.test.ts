import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createApiKey } from "../../api-keys/create-api-key.ts";
import { companyWith } from "../../testing/company.ts";
import { memoryStorage } from "../../testing/object-storage.ts";
import { startUpstream } from "../../testing/upstream-server.ts";
import { submit } from "../../testing/workerd/relay/submit.ts";
import type { ObjectNamespace, WorkerEnv } from "./bindings.ts";
import worker, { Account, Settlement } from "./worker.ts";

/** What Cloudflare counts. */
type Counts = Record<"worker" | "settlement" | "account" | "rows", number>;

/** A deployment without workerd, whose objects are counted. */
async function deployment(vars: Record<string, string>) {
	const { ids, fixture } = companyWith(20);
	const upstream = await startUpstream({ fixture });
	const counts: Counts = { worker: 0, settlement: 0, account: 0, rows: 0 };
	const background = new Set<Promise<unknown>>();
	const waitUntil = (promise: Promise<unknown>): void =>
		void background.add(promise);
	const env: WorkerEnv = {
		...vars,
		SIGNOFF_UPSTREAM: "procore",
		SIGNOFF_LOG_LEVEL: "error",
		SIGNOFF_PUBLIC_URL: "https://edge.example",
		SIGNOFF_PROCORE_URL: upstream.url,
		SIGNOFF_LOGIN_URL: upstream.url,
		SIGNOFF_COMPANIES: "4201",
		SIGNOFF_SEAL_KEY: Buffer.alloc(32, 7).toString("base64"),
		COMPANIES: unused,
		DIRECTORY: unused,
		SETTLEMENTS: objects("settlement", (name) => {
			const storage = memoryStorage();
			storage.onWrite((write) => {
				if (write !== "sync") counts.rows += 1;
			});
			return new Settlement({ id: { name }, storage, waitUntil }, env);
		}),
		ACCOUNTS: objects("account", () => new Account({}, env)),
	};

	function objects(
		kind: "settlement" | "account",
		create: (name: string) => { fetch(request: Request): Promise<Response> },
	): ObjectNamespace {
		const known = new Map<string, ReturnType<typeof create>>();
		return {
			getByName: (name) => ({
				fetch(request) {
					counts[kind] += 1;
					const object = known.get(name) ?? create(name);
					known.set(name, object);
					return object.fetch(request);
				},
			}),
		};
	}

	const send: typeof fetch = (input, init) => {
		counts.worker += 1;
		return worker.fetch(new Request(input, init), env, { waitUntil });
	};

	return {
		upstream,
		/** The counts of the settlements of these instances. */
		async cost(token: string, from: number, to: number): Promise<Counts> {
			const before = { ...counts };
			for (const instance of ids.slice(from, to)) {
				const options = { token, instance, send };
				const reply = await submit("http://edge.example", upstream, options);
				expect(reply.status).toBe(204);
			}
			await Promise.all(background);
			return {
				worker: counts.worker - before.worker,
				settlement: counts.settlement - before.settlement,
				account: counts.account - before.account,
				rows: counts.rows - before.rows,
			};
		},
	};
}

const unused: ObjectNamespace = {
	getByName() {
		throw new Error("The relay uses no ledger.");
	},
};

const count = 10;

/** Expects the row of an identity in the documentation, which is for one settlement. */
function expectDocumented(identity: string, counts: Counts): void {
	const { worker, settlement, account, rows } = counts;
	const cells = [worker, settlement, account, rows].map((all) => all / count);
	const docs = readFileSync(
		join(import.meta.dirname, "../../../../../docs/edge.md"),
		"utf8",
	);
	expect(docs).toContain(`| ${identity} | ${cells.join(" | ")} |\n`);
}

test("a caller's settlement costs what the documentation says", async () => {
	const { cost } = await deployment({});
	await cost("ada-token", 0, 1);
	expectDocumented("`caller`", await cost("ada-token", 1, 1 + count));
});

test("a settlement of the service account costs what the documentation says", async () => {
	const { key, record } = await createApiKey({
		...{ name: "ERP", companies: ["4201"], responseTypes: ["approve"] },
	});
	const { cost, upstream } = await deployment({
		SIGNOFF_IDENTITY: "service",
		PROCORE_CLIENT_ID: "client-1",
		PROCORE_CLIENT_SECRET: "secret-1",
		SIGNOFF_API_KEYS: JSON.stringify([record]),
	});
	await cost(key, 0, 1);
	expectDocumented(
		"`service`, key with response types",
		await cost(key, 1, 1 + count),
	);
	expect(upstream.login.requests).toBe(1);
});
