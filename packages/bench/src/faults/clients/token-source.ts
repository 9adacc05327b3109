import type { Target } from "../model/types.ts";

/** The tokens of a peer's login, which renews them as RFC 6749 §6 says. */
export type TokenSource = {
	token(): string;
	/** Returns the new access token. Rejects if the login server grants none. */
	refresh(): Promise<string>;
};

/** Creates a token source that has refreshed once, as an application at work has. */
export async function startTokenSource(
	login: Target["login"],
): Promise<TokenSource> {
	let accessToken = "";
	let refreshToken = login.refresh_token;
	const refresh = async (): Promise<string> => {
		const response = await fetch(`${login.url}/oauth/token`, {
			method: "POST",
			body: new URLSearchParams({
				grant_type: "refresh_token",
				client_id: login.client_id,
				client_secret: login.client_secret,
				refresh_token: refreshToken,
			}),
		});
		if (!response.ok)
			throw Object.assign(new Error("The login server refused."), {
				response,
			});
		const granted = (await response.json()) as Record<string, string>;
		accessToken = granted["access_token"] ?? "";
		refreshToken = granted["refresh_token"] ?? "";
		return accessToken;
	};
	await refresh();
	return { token: () => accessToken, refresh };
}
