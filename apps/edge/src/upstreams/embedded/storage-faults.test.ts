import { spawn } from "node:child_process";
import { once } from "node:events";
import { open, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { outcomes } from "@signoff/core/outcome";
import { expect, test } from "vitest";
import {
	type StorageFault,
	toUpstreamFault,
} from "../../faults/storage-fault.ts";
import { openDataFile } from "../../hosts/node/data-file.ts";
import { openLedgerFile } from "../../hosts/node/ledger-file.ts";
import { CommitError } from "../../sql/sql-database.ts";
import {
	currentStep,
	parseProblem,
	readHistory,
	sendRequest,
	wireBody,
} from "../../testing/client.ts";
import { company, instanceId, prefixes } from "../../testing/company.ts";
import { serveDatabase } from "../../testing/edge-on-database.ts";
import { temporaryFolder } from "../../testing/edge-process.ts";

async function dataFile(): Promise<string> {
	const path = join(await temporaryFolder(), "ledger.db");
	openLedgerFile(path, company()).db.close();
	return path;
}

/** Submissions to an edge on an open database, and what it says about them. */
async function edgeOn(db: DatabaseSync) {
	const { url, logged } = await serveDatabase(db);
	const base = url + prefixes.project;
	const id = instanceId("project", "multiple");
	const step = await currentStep(base, id);
	const respond = (person: string) =>
		sendRequest(`${base}/instances/${id}/responses`, {
			token: `${person}-token`,
			body: wireBody(step, "2000", { comment: person.padEnd(20_000, ".") }),
		});
	return {
		respond,
		/** Creates instances until one is refused: a few may fit into pages that exist. */
		async create() {
			for (let count = 0; ; count++) {
				const reply = await sendRequest(`${base}/instances`, {
					body: { tool_type: "first", item_id: "1" },
				});
				if (reply.status !== 201 || count === 200) return reply;
			}
		},
		ready: async () => (await sendRequest(`${url}/readyz`)).status,
		logged,
		/** Who is on record, with their comments. */
		async onRecord(): Promise<unknown[]> {
			const { history } = await readHistory(base, id);
			return history.flatMap((entry) =>
				entry.type === "ResponseStep"
					? entry.details.responses.flatMap(({ comment }) =>
							comment === null ? [] : comment.replace(/\.+$/, ""),
						)
					: [],
			);
		},
	};
}

type Edge = Awaited<ReturnType<typeof edgeOn>>;

/** One response before the fault, several at once during it, and one after it. */
async function expectFault(
	edge: Edge,
	fault: StorageFault,
	retryAfter: number,
	begin: () => unknown,
	end: () => unknown,
): Promise<void> {
	expect((await edge.respond("ada")).status).toBe(204);
	expect(await edge.ready()).toBe(200);
	await begin();
	const refused = await Promise.all([
		edge.respond("bob"),
		edge.respond("cy"),
		edge.create(),
	]);
	for (const reply of refused) {
		expect([reply.status, reply.headers.get("Retry-After")]).toEqual([
			503,
			String(retryAfter),
		]);
		const { outcome, detail } = parseProblem(reply);
		expect(outcome).toMatchObject({ kind: "deferred", reason: "unavailable" });
		expect(detail).not.toContain("not certain");
	}
	// The readiness check runs this one again, and must not record it.
	expect((await edge.respond("bob")).status).toBe(503);
	expect(await edge.ready()).toBe(503);
	expect(new Set(edge.logged.map((entry) => entry.fault))).toEqual(
		new Set([fault]),
	);
	expect(edge.logged.length).toBeGreaterThanOrEqual(refused.length);
	await end();
	expect(await edge.ready()).toBe(200);
	expect(await edge.onRecord()).toEqual(["ada"]);
	const again = await edge.respond("bob");
	expect([again.status, again.headers.get("Idempotency-Replayed")]).toEqual([
		204,
		"false",
	]);
	expect((await edge.respond("ada")).headers.get("Idempotency-Replayed")).toBe(
		"true",
	);
}

test("a full disk: nothing is recorded until there is room", async () => {
	const db = openDataFile(await dataFile());
	const edge = await edgeOn(db);
	await expectFault(
		edge,
		"disk_full",
		5,
		() => {
			// SQLite's own limit fails as a full disk does.
			const { page_count } = db.prepare("PRAGMA page_count").get() ?? {};
			db.exec(`PRAGMA max_page_count = ${page_count}`);
		},
		() => db.exec("PRAGMA max_page_count = 1000000"),
	);
});

test("a database that became read-only", async () => {
	const db = openDataFile(await dataFile());
	await expectFault(
		await edgeOn(db),
		"read_only",
		5,
		() => db.exec("PRAGMA query_only = ON"),
		() => db.exec("PRAGMA query_only = OFF"),
	);
});

test("a file that another process has locked", async () => {
	const path = await dataFile();
	const db = new DatabaseSync(path, { timeout: 0 });
	const edge = await edgeOn(db);
	const script = `
		const db = new (require("node:sqlite").DatabaseSync)(process.argv[1]);
		db.exec("BEGIN IMMEDIATE");
		console.log("locked");
		process.stdin.once("end", () => db.exec("ROLLBACK")).resume();`;
	let holder: ReturnType<typeof spawn> | undefined;
	await expectFault(
		edge,
		"locked",
		1,
		async () => {
			holder = spawn(process.execPath, ["-e", script, path]);
			if (holder.stdout !== null) await once(holder.stdout, "data");
		},
		async () => {
			holder?.stdin?.end();
			if (holder !== undefined) await once(holder, "exit");
		},
	);
	db.close();
});

test("a damaged page: what it held is refused, and served again after the file is restored", async () => {
	const path = await dataFile();
	const before = openDataFile(path);
	expect((await (await edgeOn(before)).respond("ada")).status).toBe(204);
	const { rootpage } =
		before
			.prepare("SELECT rootpage FROM sqlite_master WHERE name = 'responses'")
			.get() ?? {};
	const { page_size } = before.prepare("PRAGMA page_size").get() ?? {};
	before.close();
	const intact = await readFile(path);
	const file = await open(path, "r+");
	const bytes = Buffer.alloc(Number(page_size), 0xee);
	await file.write(
		bytes,
		0,
		bytes.length,
		(Number(rootpage) - 1) * bytes.length,
	);
	await file.close();

	const db = openDataFile(path);
	const { url, logged } = await serveDatabase(db);
	const base = url + prefixes.project;
	const id = instanceId("project", "multiple");
	const ready = async () => (await sendRequest(`${url}/readyz`)).status;
	expect(await ready()).toBe(200);
	const replies = [
		await sendRequest(`${base}/instances/${id}/responses`, {
			token: "bob-token",
			body: wireBody("4", "2000"),
		}),
		await sendRequest(`${base}/instances/${id}`),
	];
	for (const reply of replies) {
		expect([reply.status, reply.headers.get("Retry-After")]).toEqual([
			503,
			"60",
		]);
		expect(parseProblem(reply).outcome?.kind).toBe("deferred");
	}
	expect(await ready()).toBe(503);
	expect(logged.map(({ fault }) => fault)).toEqual([
		"damaged",
		"damaged",
		"damaged",
	]);
	db.close();

	await writeFile(path, intact);
	const restored = await edgeOn(openDataFile(path));
	expect(await restored.ready()).toBe(200);
	expect(await restored.onRecord()).toEqual(["ada"]);
});

test("a row that cannot be read is damage, whatever the reason", async () => {
	const db = openDataFile(await dataFile());
	const edge = await edgeOn(db);
	await edge.respond("ada");
	db.exec("UPDATE responses SET comment = '{'");
	expect((await edge.respond("bob")).status).toBe(503);
	expect(edge.logged[0]?.fault).toBe("damaged");
	expect(await edge.ready()).toBe(503);
	db.exec("UPDATE responses SET comment = 'null'");
	expect(await edge.ready()).toBe(200);
});

test("only a commit that the system failed to write is not certain", () => {
	const error = (errcode: number): Error =>
		Object.assign(new Error("SQLite"), { code: "ERR_SQLITE_ERROR", errcode });
	const fault = (each: unknown): unknown[] => {
		const found = toUpstreamFault(each, 0);
		return [found?.fault, found?.outcome.kind];
	};
	const commit = (cause: unknown): CommitError =>
		new CommitError("", { cause });
	expect([
		// A full disk, and a failing write, inside a transaction and while it is committed.
		fault(error(13)),
		fault(commit(error(13))),
		fault(error(778)),
		fault(commit(error(1034))),
		// A file system that detects its damage.
		fault(commit(error(8458))),
		fault(new Error("database or disk is full: SQLITE_FULL")),
		fault(new Error("UNIQUE constraint failed: n.i: SQLITE_CONSTRAINT")),
		fault(new TypeError("x is undefined")),
	]).toEqual([
		["disk_full", "deferred"],
		["disk_full", "deferred"],
		["io_error", "deferred"],
		["io_error", "uncertain"],
		["damaged", "deferred"],
		["disk_full", "deferred"],
		[undefined, undefined],
		[undefined, undefined],
	]);
	expect(toUpstreamFault(error(5), 0)?.outcome).toEqual(
		outcomes.deferred("unavailable", 1_000),
	);
});
