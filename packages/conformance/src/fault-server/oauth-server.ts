import type { HttpResponseData } from "@signoff/core";
import {
	type AccessTokens,
	issueToken,
	randomSecret,
} from "./access-tokens.ts";
import type { OAuth, ServedOAuth } from "./types.ts";

/** A world's login server (contract §3): its one app, and what has been given out and not used yet. */
export type OAuthServer = Pick<ServedOAuth, "client_id" | "client_secret"> & {
	id: string;
	expires_in: number;
	refresh_tokens: Set<string>;
	codes: Set<string>;
};

/** Opens a login server. Its secrets begin with the world's id, as tokens do. */
export function createOAuthServer(
	id: string,
	{ expires_in }: OAuth,
): OAuthServer {
	return {
		id,
		expires_in,
		client_id: `${id}.${randomSecret()}`,
		client_secret: randomSecret(),
		refresh_tokens: new Set(),
		codes: new Set(),
	};
}

/** What a person gets who logs in: good for one request. */
export function issueSecret(
	{ id }: OAuthServer,
	list: OAuthServer["refresh_tokens" | "codes"],
): string {
	const secret = `${id}.${randomSecret()}`;
	list.add(secret);
	return secret;
}

/** A request for tokens reaches the login server: a refresh token or code that it takes is used up, whatever becomes of the answer. */
export function grantTokens(
	login: OAuthServer,
	access: AccessTokens,
	form: URLSearchParams,
	now: number,
): HttpResponseData {
	if (
		form.get("client_id") !== login.client_id ||
		form.get("client_secret") !== login.client_secret
	)
		return invalidClient;
	switch (form.get("grant_type")) {
		case "client_credentials":
			return tokenReply(login, access, now);
		case "refresh_token":
			return login.refresh_tokens.delete(form.get("refresh_token") ?? "")
				? tokenReply(login, access, now, login.refresh_tokens)
				: invalidGrant;
		case "authorization_code":
			return form.has("redirect_uri") &&
				login.codes.delete(form.get("code") ?? "")
				? tokenReply(login, access, now, login.refresh_tokens)
				: invalidGrant;
		default:
			return oauthError(400, "unsupported_grant_type", "No such grant.");
	}
}

function tokenReply(
	login: OAuthServer,
	access: AccessTokens,
	now: number,
	renewable?: OAuthServer["refresh_tokens"],
): HttpResponseData {
	const { id, expires_in } = login;
	const data = {
		access_token: `${id}.${issueToken(access, now)}`,
		token_type: "Bearer",
		expires_in,
		...(renewable && { refresh_token: issueSecret(login, renewable) }),
		created_at: Math.floor(now / 1_000),
	};
	return { status: 200, headers: { "cache-control": "no-store" }, data };
}

function oauthError(
	status: number,
	error: string,
	error_description: string,
): HttpResponseData {
	return { status, headers: {}, data: { error, error_description } };
}

/** What an app that is unknown, or gives another secret, is answered with. */
export const invalidClient: HttpResponseData = oauthError(
	401,
	"invalid_client",
	"The app is unknown, or its secret is another.",
);

const invalidGrant = oauthError(
	400,
	"invalid_grant",
	"What was given is unknown, or was used before.",
);
