import { addressOf, readBaseUrl } from "../../http/base-url.ts";
import type { Fetch } from "../../http/transport.ts";
import { isLength, type Rules } from "../../options/check-options.ts";
import { type Environment, environments } from "./environments.ts";
import { memoryTokenStore, type TokenStore } from "./token-store.ts";

/** An app that is registered with Procore, and how its login server is spoken to. */
export type AppOptions = {
	/** From the app's page in Procore's developer portal. */
	clientId: string;
	/** From the same page. It is sent to the login server alone, in the body. */
	clientSecret: string;
	/** Where the app is registered. @default "production" */
	environment?: Environment | undefined;
	/** A login server other than an environment's; http is for loopback only. */
	authUrl?: string | URL | undefined;
	/** Where tokens are kept, one for each login. @default in memory */
	store?: TokenStore | undefined;
	/** Any function that does what fetch does. @default globalThis.fetch */
	fetch?: Fetch | undefined;
	/** Longest wait for one answer of the login server, in milliseconds. @default 10_000 */
	timeoutMs?: number | undefined;
};

/** The same, checked and complete. */
export type App = {
	clientId: string;
	clientSecret: string;
	authBase: URL;
	/** What its tokens are marked with. */
	issuedFor: string;
	store: TokenStore;
	fetch: Fetch;
	timeoutMs: number;
};

/** What every way to log in checks its options by, beside those of its own. */
export const appRules: Rules<AppOptions> = {
	clientId: ["a string that is not empty", isText],
	clientSecret: ["a string that is not empty", isText],
	environment: [
		"production, sandbox, monthly or federal",
		(value) => Object.keys(environments).includes(String(value)),
	],
	authUrl: [
		"a URL",
		(value) => typeof value === "string" || value instanceof URL,
	],
	store: ["an object with `load`, `save` and `lock`", isStore],
	fetch: ["a function", (value) => typeof value === "function"],
	timeoutMs: ["a positive number of milliseconds", isLength],
};

/**
 * Reads the options that every way to log in has, once they have been checked.
 *
 * @throws {TypeError} where one is missing, or no such address; what was given is not part of the message
 */
export function readApp<T extends AppOptions>(
	options: T,
	required: (keyof T & string)[] = [],
): App {
	for (const name of ["clientId", "clientSecret", ...required] as const)
		if (options[name] === undefined)
			throw new TypeError(`The option \`${name}\` is missing.`);
	const { clientId, clientSecret, environment, authUrl } = options;
	if (environment !== undefined && authUrl !== undefined)
		throw new TypeError("Give `environment` or `authUrl`, not both.");
	const given = authUrl ?? environments[environment ?? "production"].authUrl;
	const authBase = readBaseUrl(given, "authUrl");
	return {
		clientId,
		clientSecret,
		authBase,
		issuedFor: `${clientId} at ${addressOf(authBase, "")}`,
		store: options.store ?? memoryTokenStore(),
		fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
		timeoutMs: options.timeoutMs ?? 10_000,
	};
}

/** A string with something in it. */
export function isText(value: unknown): boolean {
	return typeof value === "string" && value !== "";
}

function isStore(value: unknown): boolean {
	return (
		typeof value === "object" &&
		value !== null &&
		["load", "save", "lock"].every(
			(name) => typeof Reflect.get(value, name) === "function",
		)
	);
}
