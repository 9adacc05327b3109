import type { Tokens } from "@signoff/core/oauth";

/** Tokens as a store holds them. */
export const storedTokens: Tokens = {
	access_token: "very-secret-access",
	issued_at: 1,
	expires_at: 2,
	refresh_token: "very-secret-refresh",
	seed_refresh_token: null,
	audience: "app",
};
