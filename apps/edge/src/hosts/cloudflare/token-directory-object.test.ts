import { expect, test } from "vitest";
import { company } from "../../testing/company.ts";
import { hashToken } from "../../upstreams/embedded/tokens.ts";
import { openDataFile } from "../node/data-file.ts";
import { nodeSql } from "../node/sqlite.ts";
import type { ObjectNamespace } from "./bindings.ts";
import {
	companyOfToken,
	Directory,
	directoryShard,
} from "./token-directory-object.ts";

/** Directory objects in memory, and the rows that each stores. */
function startDirectory(fixture: object | null) {
	const databases = new Map<string, ReturnType<typeof openDataFile>>();
	const namespace: ObjectNamespace = {
		getByName: (name) => {
			const db = databases.get(name) ?? openDataFile(null);
			databases.set(name, db);
			const sql = nodeSql(db);
			const storage = {
				sql: {
					exec: (query: string, ...params: (string | number | null)[]) => ({
						toArray: () => sql.exec(query, ...params),
					}),
				},
				transactionSync: sql.transaction,
			};
			return new Directory(
				{ id: { name }, storage },
				{
					SIGNOFF_UPSTREAM: "embedded",
					SIGNOFF_FIXTURE: fixture,
					COMPANIES: namespace,
					DIRECTORY: namespace,
				},
			);
		},
	};
	const stored = (name: string): unknown[] =>
		databases.get(name)?.prepare("SELECT name FROM sqlite_master").all() ?? [];
	return { namespace, stored, names: () => [...databases.keys()] };
}

test("each token's company is in the object named by the token's hash", async () => {
	const { namespace, names } = startDirectory(company());
	const tokens = company().people.flatMap(({ token }) => token ?? []);
	for (const token of tokens)
		expect(await companyOfToken(namespace, token)).toBe("4201");
	expect(names().sort()).toEqual(
		tokens.map((token) => hashToken(token).slice(0, 4)).sort(),
	);
});

test("an unknown token stores nothing", async () => {
	const { namespace, stored, names } = startDirectory(company());
	for (const token of ["unknown", "another", ""])
		expect(await companyOfToken(namespace, token)).toBeNull();
	expect(names().flatMap(stored)).toEqual([]);
});

test("an unknown token in the object of a known one is unknown", async () => {
	const { namespace } = startDirectory(company());
	const hash = hashToken("ada-token");
	const shard = directoryShard(hash);
	const other = `${shard}${"0".repeat(60)}`;
	const reply = await namespace
		.getByName(shard)
		.fetch(new Request(`http://directory/${other}`));
	expect(await reply.json()).toEqual({ company_id: null });
});
