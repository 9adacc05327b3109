import { parseTokenResponse, type TokenResult } from "@signoff/core/oauth";
import { endpointUrl } from "../../http/base-url.ts";
import { type SendResult, send } from "../../http/transport.ts";
import type { App } from "./app-options.ts";

/** The parameters of a token request, named as OAuth names them (contract §3). */
export type TokenRequest =
	| { grant_type: "client_credentials" }
	| { grant_type: "refresh_token"; refresh_token: string }
	| { grant_type: "authorization_code"; code: string; redirect_uri: string };

/** Sends one token request to the login server. Secrets are in the body, never in the URL. */
export async function requestToken(
	app: App,
	request: TokenRequest,
): Promise<TokenResult> {
	return parseTokenResponse(
		await postAsApp(app, "/oauth/token", request),
		Date.now(),
	);
}

/** Sends a form to the login server, with the app's id and secret. */
export function postAsApp(
	{ authBase, clientId, clientSecret, fetch, timeoutMs }: App,
	path: "/oauth/token" | "/oauth/revoke",
	fields: Record<string, string>,
): Promise<SendResult> {
	const form = new URLSearchParams({
		...fields,
		client_id: clientId,
		client_secret: clientSecret,
	});
	return send(
		fetch,
		{
			method: "POST",
			url: endpointUrl(authBase, path),
			headers: {
				Accept: "application/json",
				"Content-Type": "application/x-www-form-urlencoded",
			},
			body: new TextEncoder().encode(form.toString()),
		},
		timeoutMs,
		undefined,
	);
}
