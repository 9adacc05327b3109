import ky from "ky";
import { endpointUrl, parseBaseUrl } from "../../http/base-url.ts";
import { checkToken } from "../../http/header-value.ts";
import { send } from "../../http/transport.ts";
import { checkOptions } from "../../options/check-options.ts";
import { type AppOptions, appRules } from "./app-options.ts";
import { environments } from "./environments.ts";

/** The login server that a token is from, and how to reach it. */
export type TokenExpiryOptions = Pick<
	AppOptions,
	"environment" | "authUrl" | "fetch" | "timeoutMs"
>;

/**
 * Asks the login server when an access token expires (contract §3), for a token that was made elsewhere.
 *
 * @returns Unix milliseconds; `null` if the server does not say. Never rejects because of the server
 * @throws {TypeError} if an option is unknown or invalid, or the token cannot be sent in a header
 */
export async function readTokenExpiry(
	token: string,
	options: TokenExpiryOptions = {},
): Promise<number | null> {
	checkToken(token);
	const { environment, authUrl, fetch, timeoutMs } = appRules;
	checkOptions(options, { environment, authUrl, fetch, timeoutMs });
	const address =
		options.authUrl ??
		environments[options.environment ?? "production"].authUrl;
	const reply = await send(
		options.fetch ?? ky,
		{
			method: "GET",
			url: endpointUrl(parseBaseUrl(address, "authUrl"), "/oauth/token/info"),
			headers: { Accept: "application/json", Authorization: `Bearer ${token}` },
		},
		options.timeoutMs ?? 10_000,
		undefined,
	);
	if (reply.kind !== "response" || reply.status !== 200) return null;
	const lifetimeS = lifetimeOf(reply.data);
	return lifetimeS === null ? null : Date.now() + lifetimeS * 1_000;
}

/** Seconds. The field has had both names, and some servers send a string. */
function lifetimeOf(data: unknown): number | null {
	if (typeof data !== "object" || data === null) return null;
	for (const name of ["expires_in", "expires_in_seconds"]) {
		const value: unknown = Reflect.get(data, name);
		const seconds =
			typeof value === "number" || typeof value === "string"
				? Number(value || Number.NaN)
				: Number.NaN;
		if (seconds >= 0 && seconds <= 315_360_000) return seconds;
	}
	return null;
}
