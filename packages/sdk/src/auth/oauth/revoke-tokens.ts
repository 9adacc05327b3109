import { checkOptions } from "../../options/check-options.ts";
import { type AppOptions, appRules, resolveApp } from "./app-options.ts";
import { postAsApp } from "./token-request.ts";

/**
 * Revokes the tokens that a store holds, at the login server (contract §3): the refresh token first, since it could
 * obtain others. The store keeps them; the caller removes it.
 *
 * @returns true if the server has confirmed each one, or there were none
 * @throws {TypeError} if an option is unknown or invalid; what the store throws
 */
export async function revokeTokens(options: AppOptions): Promise<boolean> {
	checkOptions(options, appRules);
	const app = resolveApp(options);
	return app.store.lock(async () => {
		const stored = await app.store.load();
		if (stored === null || stored.audience !== app.audience) return true;
		const tokens = [
			["refresh_token", stored.refresh_token],
			["access_token", stored.access_token],
		] as const;
		let isRevoked = true;
		for (const [token_type_hint, token] of tokens) {
			if (token === null) continue;
			const fields = { token, token_type_hint };
			const reply = await postAsApp(app, "/oauth/revoke", fields);
			isRevoked &&= reply.kind === "response" && isSuccess(reply.status);
		}
		return isRevoked;
	});
}

function isSuccess(status: number): boolean {
	return status >= 200 && status < 300;
}
