import {
	type Auth,
	authorizationCode,
	clientCredentials,
	type Fetch,
	type RefreshResult,
} from "@signoff/sdk";
import type { LoginSecrets } from "./login-store.ts";
import type { SavedLogin } from "./saved-login.ts";

/**
 * The tokens of a stored login, renewed with the refresh token or the credentials of the service account. Processes that
 * share the login renew it once.
 */
export function storedAuth(
	login: SavedLogin,
	{ tokens, client_secret }: LoginSecrets,
	fetch: Fetch | undefined,
): Auth {
	const { method, client_id, login_url } = login;
	if (method === "token" || client_id === null || client_secret === null)
		return withRemedy(pastedAuth(tokens));
	const app = {
		clientId: client_id,
		clientSecret: client_secret,
		authUrl: login_url ?? undefined,
		store: tokens,
		fetch,
	};
	return withRemedy(
		method === "service"
			? clientCredentials(app)
			: authorizationCode({
					...app,
					// Only `signoff login` prompts.
					promptForCode: () => Promise.reject(new Error("Log in again.")),
				}),
	);
}

/** A token that only another login replaces. */
function pastedAuth(store: LoginSecrets["tokens"]): Auth {
	const load = async (): Promise<string | null> => {
		const stored = await store.load();
		return stored !== null && Date.now() < stored.expires_at
			? stored.access_token
			: null;
	};
	return {
		token: load,
		async refresh(usedToken) {
			const token = await load();
			return token !== null && token !== usedToken ? "refreshed" : expired;
		},
	};
}

const expired: RefreshResult = {
	kind: "refused",
	reason: {
		code: "log_in_again",
		message: "Log in again: the token has expired or was revoked.",
	},
};

/** Adds what to run to the reason why there is no token. */
function withRemedy(auth: Auth): Auth {
	return {
		token: () => auth.token(),
		async refresh(usedToken) {
			const result = await auth.refresh(usedToken);
			if (typeof result !== "object" || result.kind !== "refused")
				return result;
			const { code, message } = result.reason;
			return {
				kind: "refused",
				reason: { code, message: `${message} Run \`signoff login\`.` },
			};
		},
	};
}
