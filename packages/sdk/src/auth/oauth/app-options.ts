import ky from "ky";
import { endpointUrl, parseBaseUrl } from "../../http/base-url.ts";
import type { Fetch } from "../../http/transport.ts";
import type { OptionRules } from "../../options/check-options.ts";
import {
	durationRule,
	functionRule,
	methodsRule,
	urlRule,
} from "../../options/rules.ts";
import { type Environment, environments } from "./environments.ts";
import { memoryTokenStore, type TokenStore } from "./token-store.ts";

/** An app that is registered with Procore, and how to reach its login server. */
export type AppOptions = {
	/** From the app's page in Procore's developer portal. */
	clientId: string;
	/** From the same page. It is sent to the login server only, in the body. */
	clientSecret: string;
	/** Where the app is registered. @default "production" */
	environment?: Environment | undefined;
	/** A login server other than an environment's; http is for loopback only. */
	authUrl?: string | URL | undefined;
	/** Where tokens are stored; one store for each login. @default in memory */
	store?: TokenStore | undefined;
	/** A ky instance, or any function with fetch's signature, as for `createClient`. @default ky */
	fetch?: Fetch | undefined;
	/** Longest wait for one HTTP response of the login server, in milliseconds. @default 10_000 */
	timeoutMs?: number | undefined;
};

/** {@link AppOptions}, validated and with defaults. */
export type App = {
	clientId: string;
	clientSecret: string;
	authBase: URL;
	/** The app and login server that issue its tokens; stored with them. */
	audience: string;
	store: TokenStore;
	fetch: Fetch;
	timeoutMs: number;
};

/** The rules of {@link AppOptions}, for options that include them. */
export const appRules: OptionRules<AppOptions> = {
	clientId: ["a string that is not empty", isNonEmptyString],
	clientSecret: ["a string that is not empty", isNonEmptyString],
	environment: [
		"production, sandbox, monthly or federal",
		(value) => Object.keys(environments).includes(String(value)),
	],
	authUrl: urlRule,
	store: methodsRule("an object with `load`, `save` and `lock`", [
		"load",
		"save",
		"lock",
	]),
	fetch: functionRule,
	timeoutMs: durationRule,
};

/**
 * Applies the defaults to options that were checked.
 *
 * @throws {TypeError} if a required option is missing, or the address is invalid; the message does not contain it
 */
export function resolveApp<T extends AppOptions>(
	options: T,
	required: (keyof T & string)[] = [],
): App {
	for (const name of ["clientId", "clientSecret", ...required] as const)
		if (options[name] === undefined)
			throw new TypeError(`The option \`${name}\` is missing.`);
	const { clientId, clientSecret, environment, authUrl } = options;
	if (environment !== undefined && authUrl !== undefined)
		throw new TypeError("Give `environment` or `authUrl`, not both.");
	const address = authUrl ?? environments[environment ?? "production"].authUrl;
	const authBase = parseBaseUrl(address, "authUrl");
	return {
		clientId,
		clientSecret,
		authBase,
		audience: `${clientId} at ${endpointUrl(authBase, "")}`,
		store: options.store ?? memoryTokenStore(),
		fetch: options.fetch ?? ky,
		timeoutMs: options.timeoutMs ?? 10_000,
	};
}

/** True for a string that is not empty. */
export function isNonEmptyString(value: unknown): boolean {
	return typeof value === "string" && value !== "";
}
