import { hash, timingSafeEqual } from "node:crypto";
import { type Sql, textColumn } from "./sql-database.ts";

/** A token as stored: its SHA-256, in hexadecimal digits. */
export function hashToken(token: string): string {
	return hash("sha256", token, "hex");
}

/** The id of the token's owner, or `null`. Looks the token up by its hash, so that timing reveals nothing about it. */
export function findPersonByToken(sql: Sql, token: string): string | null {
	const expectedHash = hashToken(token);
	const row = sql.exec(
		"SELECT id, token_hash FROM people WHERE token_hash = ?",
		expectedHash,
	)[0];
	if (row === undefined) return null;
	const storedHash = Buffer.from(textColumn(row, "token_hash"));
	return timingSafeEqual(storedHash, Buffer.from(expectedHash))
		? textColumn(row, "id")
		: null;
}

/** Whether any person has a token. */
export function hasTokens(sql: Sql): boolean {
	return (
		sql.exec("SELECT 1 FROM people WHERE token_hash IS NOT NULL LIMIT 1")
			.length > 0
	);
}
