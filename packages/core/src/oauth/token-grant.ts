/** What a token response grants: at least one token. */
export type TokenGrant = {
	/** `null` if the response has none that can be sent in a header. */
	access_token: string | null;
	refresh_token: string | null;
	/** How long the access token lives. */
	lifetimeMs: number;
};

// The lifetime at present (contract §3). A token that ends earlier is refused, and refreshed then.
const defaultLifetimeS = 5_400;
const maxLifetimeS = 365 * 24 * 60 * 60;

/**
 * Parses the body of a token response (contract §3) leniently: a refresh token works once, so a response that grants
 * tokens cannot be requested again. `null` if it grants none.
 */
export function parseTokenGrant(data: unknown): TokenGrant | null {
	if (typeof data !== "object" || data === null) return null;
	const field = (name: string): unknown => Reflect.get(data, name);
	const access_token = headerToken(field("access_token"));
	const refresh_token = text(field("refresh_token"));
	if (access_token === null && refresh_token === null) return null;
	const lifetimeMs = lifetimeS(field("expires_in")) * 1_000;
	return { access_token, refresh_token, lifetimeMs };
}

/** Seconds; the default if the value is missing or is no lifetime. */
function lifetimeS(value: unknown): number {
	const seconds = Number(text(value) ?? Number.NaN);
	return seconds > 0 ? Math.min(seconds, maxLifetimeS) : defaultLifetimeS;
}

function headerToken(value: unknown): string | null {
	const token = text(value)?.trim() ?? "";
	return /^[\x21-\x7e]+$/.test(token) ? token : null;
}

/** A string or a number as text; `null` for anything else, and for a string without visible characters. */
function text(value: unknown): string | null {
	if (typeof value === "number") return String(value);
	return typeof value === "string" && value.trim() !== "" ? value : null;
}
