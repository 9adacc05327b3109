import { parseTokenResponse, type TokenResult } from "@signoff/core/oauth";
import ky from "ky";
import { addressOf } from "../../http/base-url.ts";
import { send } from "../../http/transport.ts";
import type { App } from "./app-options.ts";

/** What new tokens are asked for with, in OAuth's own words (contract §3). */
export type Ask =
	| { grant_type: "client_credentials" }
	| { grant_type: "refresh_token"; refresh_token: string }
	| { grant_type: "authorization_code"; code: string; redirect_uri: string };

/** Asks the login server once. Secrets go in the body, and never into an address. */
export async function askFor(
	{ authBase, clientId, clientSecret, fetch, timeoutMs }: App,
	ask: Ask,
): Promise<TokenResult> {
	const form = new URLSearchParams({
		...ask,
		client_id: clientId,
		client_secret: clientSecret,
	});
	const event = await send(
		(input, init) =>
			ky(input, {
				...init,
				fetch: (request, options) => fetch(request, options),
				// Whether the same may be sent again is not for the transport to say; nor how long it takes.
				retry: 0,
				timeout: false,
				throwHttpErrors: false,
			}),
		{
			method: "POST",
			url: addressOf(authBase, "/oauth/token"),
			headers: {
				Accept: "application/json",
				"Content-Type": "application/x-www-form-urlencoded",
			},
			body: new Blob([form.toString()]),
		},
		timeoutMs,
		undefined,
	);
	return parseTokenResponse(event);
}
