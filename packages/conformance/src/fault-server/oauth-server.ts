import type { HttpResponseData } from "@signoff/core";
import {
	type AccessTokens,
	issueToken,
	randomSecret,
} from "./access-tokens.ts";
import type { OAuthSettings, ServedOAuth, TokenReplyVariant } from "./types.ts";

/** A world's OAuth server (contract §3): its only app, and the unused refresh tokens and codes. */
export type OAuthServer = Pick<ServedOAuth, "client_id" | "client_secret"> & {
	id: string;
	expires_in: number;
	reply: TokenReplyVariant;
	refresh_tokens: Set<string>;
	codes: Set<string>;
};

/** Creates an OAuth server. Like tokens, its secrets begin with the world's id. */
export function createOAuthServer(
	id: string,
	{ expires_in, reply = {} }: OAuthSettings,
): OAuthServer {
	return {
		id,
		expires_in,
		reply,
		client_id: `${id}.${randomSecret()}`,
		client_secret: randomSecret(),
		refresh_tokens: new Set(),
		codes: new Set(),
	};
}

/** Issues a refresh token or a code, which works for one request. */
export function issueSecret(
	{ id }: OAuthServer,
	list: OAuthServer["refresh_tokens" | "codes"],
): string {
	const secret = `${id}.${randomSecret()}`;
	list.add(secret);
	return secret;
}

/** Handles a request for tokens. A refresh token or code that it accepts is consumed, even if the reply is lost. */
export function grantTokens(
	oauth: OAuthServer,
	tokens: AccessTokens,
	form: URLSearchParams,
	now: number,
): HttpResponseData {
	if (
		form.get("client_id") !== oauth.client_id ||
		form.get("client_secret") !== oauth.client_secret
	)
		return invalidClient;
	switch (form.get("grant_type")) {
		case "client_credentials":
			return tokenReply(oauth, tokens, now);
		case "refresh_token":
			return oauth.refresh_tokens.delete(form.get("refresh_token") ?? "")
				? tokenReply(oauth, tokens, now, oauth.refresh_tokens)
				: invalidGrant;
		case "authorization_code":
			return form.has("redirect_uri") &&
				oauth.codes.delete(form.get("code") ?? "")
				? tokenReply(oauth, tokens, now, oauth.refresh_tokens)
				: invalidGrant;
		default:
			return oauthError(400, "unsupported_grant_type", "No such grant.");
	}
}

/** @param refreshTokens the set to which the next refresh token is added; if omitted, none is issued */
function tokenReply(
	oauth: OAuthServer,
	tokens: AccessTokens,
	now: number,
	refreshTokens?: OAuthServer["refresh_tokens"],
): HttpResponseData {
	const { id, expires_in, reply } = oauth;
	const fields = {
		access_token: `${id}.${issueToken(tokens, now)}`,
		token_type: "Bearer",
		expires_in,
		...(refreshTokens && { refresh_token: issueSecret(oauth, refreshTokens) }),
		created_at: Math.floor(now / 1_000),
		...reply.fields,
	};
	const data = Object.fromEntries(
		Object.entries(fields).filter(([name]) => !reply.omit?.includes(name)),
	);
	const { status = 200 } = reply;
	return { status, headers: { "cache-control": "no-store" }, data };
}

function oauthError(
	status: number,
	error: string,
	error_description: string,
): HttpResponseData {
	return { status, headers: {}, data: { error, error_description } };
}

/** The reply to an app that is unknown or sends another secret. */
export const invalidClient: HttpResponseData = oauthError(
	401,
	"invalid_client",
	"The app is unknown, or its secret is wrong.",
);

const invalidGrant = oauthError(
	400,
	"invalid_grant",
	"The code or refresh token is unknown or was used before.",
);
