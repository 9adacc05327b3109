import type { Fixture } from "@signoff/core/fixture";
import * as z from "zod/mini";
import { type Sql, textColumn } from "../../sql/sql-database.ts";
import { hashToken } from "../../upstreams/embedded/tokens.ts";
import type { ObjectNamespace, ObjectState, WorkerEnv } from "./bindings.ts";
import { readWorkerConfig } from "./env.ts";
import { durableObjectSql } from "./sqlite.ts";

// 65,536 objects, so that a flood of requests with unknown tokens does not queue at one.
const shardLength = 4;

/** The name of the object that holds a token's company: the first characters of the token's hash. */
export function directoryShard(tokenHash: string): string {
	return tokenHash.slice(0, shardLength);
}

/**
 * The durable objects that map token hashes to companies, each for the hashes that begin with its name. They serve
 * requests that name no company, or a company that does not know the token. An object without a token stores nothing.
 */
export class Directory {
	readonly #sql: Sql;

	constructor({ id, storage }: ObjectState, env: WorkerEnv) {
		this.#sql = durableObjectSql(storage);
		const config = readWorkerConfig(env);
		if (config.kind === "invalid" || config.config.fixture === null) return;
		const hashes = tokenHashes(config.config.fixture);
		const own = hashes.filter((hash) => directoryShard(hash) === id.name);
		if (own.length > 0) this.#add(own, config.config.fixture.company.id);
	}

	/** Returns the company of a token, by its hash. */
	async fetch(request: Request): Promise<Response> {
		const hash = new URL(request.url).pathname.slice(1);
		return Response.json({ company_id: this.#find(hash) });
	}

	#add(hashes: string[], companyId: string): void {
		this.#sql.transaction(() => {
			this.#sql.exec(
				"CREATE TABLE IF NOT EXISTS tokens (token_hash TEXT PRIMARY KEY NOT NULL, company_id TEXT NOT NULL) STRICT",
			);
			for (const hash of hashes)
				this.#sql.exec(
					"INSERT OR IGNORE INTO tokens (token_hash, company_id) VALUES (?, ?)",
					hash,
					companyId,
				);
		});
	}

	#find(hash: string): string | null {
		const [table] = this.#sql.exec(
			"SELECT 1 FROM sqlite_master WHERE name = 'tokens'",
		);
		if (table === undefined) return null;
		const [row] = this.#sql.exec(
			"SELECT company_id FROM tokens WHERE token_hash = ?",
			hash,
		);
		return row === undefined ? null : textColumn(row, "company_id");
	}
}

function tokenHashes({ people }: Fixture): string[] {
	return people.flatMap(({ token }) =>
		token === undefined ? [] : hashToken(token),
	);
}

const replySchema = z.object({ company_id: z.nullable(z.string()) });

/** The id of the company that knows a token, or `null`. */
export async function companyOfToken(
	directory: ObjectNamespace,
	token: string,
): Promise<string | null> {
	const hash = hashToken(token);
	const reply = await directory
		.getByName(directoryShard(hash))
		.fetch(new Request(`http://directory/${hash}`));
	return z.parse(replySchema, await reply.json()).company_id;
}
