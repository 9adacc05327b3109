import { hash, timingSafeEqual } from "node:crypto";
import { type Sql, textColumn } from "./sql.ts";

/** A token as it is kept: SHA-256, in hexadecimal digits. */
export function hashToken(token: string): string {
	return hash("sha256", token, "hex");
}

/** The id of the person a token belongs to, or `null`. Looked up by hash, so that timing tells nothing of a token. */
export function findPersonByToken(sql: Sql, token: string): string | null {
	const wanted = hashToken(token);
	const row = sql.exec(
		"SELECT id, token_hash FROM people WHERE token_hash = ?",
		wanted,
	)[0];
	if (row === undefined) return null;
	const found = Buffer.from(textColumn(row, "token_hash"));
	return timingSafeEqual(found, Buffer.from(wanted))
		? textColumn(row, "id")
		: null;
}

/** Whether anybody here has a token. */
export function hasTokens(sql: Sql): boolean {
	return (
		sql.exec("SELECT 1 FROM people WHERE token_hash IS NOT NULL LIMIT 1")
			.length > 0
	);
}
