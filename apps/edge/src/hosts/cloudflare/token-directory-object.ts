import * as z from "zod/mini";
import { bearerToken } from "../../http/request/bearer-token.ts";
import { type Sql, textColumn } from "../../upstreams/embedded/sql-database.ts";
import { hashToken } from "../../upstreams/embedded/tokens.ts";
import type { ObjectNamespace, ObjectState, WorkerEnv } from "./bindings.ts";
import { readWorkerConfig } from "./env.ts";
import { durableObjectSql } from "./sqlite.ts";

/**
 * The durable object that maps token hashes to companies. It serves requests that name no company, or a company that
 * does not know the token.
 */
export class Directory {
	readonly #sql: Sql;

	constructor({ storage }: ObjectState, env: WorkerEnv) {
		this.#sql = durableObjectSql(storage);
		this.#sql.exec(
			"CREATE TABLE IF NOT EXISTS tokens (token_hash TEXT PRIMARY KEY NOT NULL, company_id TEXT NOT NULL) STRICT",
		);
		const config = readWorkerConfig(env);
		if (config.kind === "invalid" || config.config.fixture === null) return;
		const { company, people } = config.config.fixture;
		this.#sql.transaction(() => {
			for (const { token } of people)
				if (token !== undefined)
					this.#sql.exec(
						"INSERT OR IGNORE INTO tokens (token_hash, company_id) VALUES (?, ?)",
						hashToken(token),
						company.id,
					);
		});
	}

	/** Handles the request of {@link companyOfToken}. */
	async fetch(request: Request): Promise<Response> {
		const token = bearerToken(request.headers.get("Authorization"));
		const row = this.#sql.exec(
			"SELECT company_id FROM tokens WHERE token_hash = ?",
			hashToken(token ?? ""),
		)[0];
		return Response.json({
			company_id: row === undefined ? null : textColumn(row, "company_id"),
		});
	}
}

const replySchema = z.object({ company_id: z.nullable(z.string()) });

/** The id of the company that knows a token, or `null`. */
export async function companyOfToken(
	directory: ObjectNamespace,
	token: string,
): Promise<string | null> {
	const reply = await directory.getByName("tokens").fetch(
		new Request("http://directory/", {
			headers: { Authorization: `Bearer ${token}` },
		}),
	);
	return z.parse(replySchema, await reply.json()).company_id;
}
