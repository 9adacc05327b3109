import { hash } from "node:crypto";
import { type Sql, textColumn } from "../../sql/sql-database.ts";
import { remembered } from "./remembered.ts";

/** A token as stored: its SHA-256, in hexadecimal digits. */
export function hashToken(token: string): string {
	return hash("sha256", token, "hex");
}

/** The id of the token's owner, or `null`. Looks the token up by its hash, so that timing reveals nothing about it. */
export function findPersonByToken(sql: Sql, token: string): string | null {
	const known = knownHashes.get(token);
	const hash = known ?? hashToken(token);
	const person = findPersonByHash(sql, hash);
	if (known === undefined && person !== null) {
		if (knownHashes.size >= maxKnownHashes) knownHashes.clear();
		knownHashes.set(token, hash);
	}
	return person;
}

/** The hashes of tokens that belong to a person: on Workers, hashing takes ten times as long as the lookup. */
const knownHashes = new Map<string, string>();
const maxKnownHashes = 10_000;

const findPersonByHash = remembered((sql, hash): string | null => {
	const row = sql.exec("SELECT id FROM people WHERE token_hash = ?", hash)[0];
	return row === undefined ? null : textColumn(row, "id");
});

/** Whether any person has a token. */
export function hasTokens(sql: Sql): boolean {
	return (
		sql.exec("SELECT 1 FROM people WHERE token_hash IS NOT NULL LIMIT 1")
			.length > 0
	);
}
