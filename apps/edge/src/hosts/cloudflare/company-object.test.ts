import type { DatabaseSync } from "node:sqlite";
import { expect, test, vi } from "vitest";
import { company } from "../../testing/company.ts";
import { openDataFile } from "../node/data-file.ts";
import { nodeSql } from "../node/sqlite.ts";
import type { ObjectState } from "./bindings.ts";
import { CompanyLedger } from "./company-object.ts";

const unused = {
	getByName: () => {
		throw new Error("A company object must not call another object.");
	},
};
const env = {
	SIGNOFF_UPSTREAM: "embedded",
	SIGNOFF_LOG_LEVEL: "error",
	COMPANIES: unused,
	DIRECTORY: unused,
};

test("a request with an invented company id creates no tables", async () => {
	const db = openDataFile(null);
	const object = new CompanyLedger(state(db, "9999"), {
		...env,
		SIGNOFF_FIXTURE: company(),
	});
	expect((await object.fetch(me("127.0.0.1"))).status).toBe(401);
	expect(db.prepare("SELECT name FROM sqlite_master").all()).toEqual([]);
});

test("a fixture is loaded once, into its own company", async () => {
	const db = openDataFile(null);
	const start = (fixture: object): CompanyLedger =>
		new CompanyLedger(state(db, "4201"), { ...env, SIGNOFF_FIXTURE: fixture });
	expect((await start(company()).fetch(me("127.0.0.1"))).status).toBe(200);
	const other = { ...company(), people: company().people.slice(1) };
	const again = start({ ...other, templates: [], instances: [] });
	expect((await again.fetch(me("127.0.0.1"))).status).toBe(200);
});

test("the tokens of a fixture work on loopback only, even after the fixture is removed", async () => {
	const db = openDataFile(null);
	new CompanyLedger(state(db, "4201"), { ...env, SIGNOFF_FIXTURE: company() });
	const object = new CompanyLedger(state(db, "4201"), env);
	expect((await object.fetch(me("edge.example"))).status).toBe(421);
	expect((await object.fetch(me("localhost"))).status).toBe(200);
});

test("a fixture with an impossible history is refused, and stores no company", async () => {
	const log = silentLog();
	const db = openDataFile(null);
	const impossible = company();
	for (const instance of impossible.instances)
		instance.started_at = "2999-01-01T00:00:00Z";
	const object = new CompanyLedger(state(db, "4201"), {
		...env,
		SIGNOFF_FIXTURE: impossible,
	});
	expect((await object.fetch(me("127.0.0.1"))).status).toBe(503);
	expect(log()).toContain("This time is in the future.");
	expect(db.prepare("SELECT * FROM company").all()).toEqual([]);
});

/** The state of a durable object, with a database of node:sqlite as its storage. */
function state(db: DatabaseSync, name: string): ObjectState {
	const sql = nodeSql(db);
	return {
		id: { name },
		storage: {
			sql: {
				exec: (query, ...params) => ({
					toArray: () => sql.exec(query, ...params),
				}),
			},
			transactionSync: sql.transaction,
		},
	};
}

function me(host: string): Request {
	return new Request(`http://${host}/rest/v1.0/me`, {
		headers: { Authorization: "Bearer ada-token" },
	});
}

/** Captures the lines of the log instead of printing them. */
function silentLog(): () => string {
	const lines: string[] = [];
	vi.spyOn(console, "error").mockImplementation((line) => {
		lines.push(String(line));
	});
	return () => lines.join("\n");
}
