import type { OptionRules } from "./check-options.ts";
import { functionRule, isObject, methodsRule, urlRule } from "./rules.ts";

/** The options of `createClient`, by name. */
type ClientOptionNames = {
	auth: unknown;
	baseUrl?: unknown;
	fetch?: unknown;
	rateLimiter?: unknown;
	identityCache?: unknown;
	hooks?: unknown;
	logger?: unknown;
};

/** The rules of the options of `createClient`. */
export const clientRules: OptionRules<ClientOptionNames> = {
	auth: methodsRule("made by `bearer(token)`, or have `token` and `refresh`", [
		"token",
		"refresh",
	]),
	baseUrl: urlRule,
	fetch: functionRule,
	rateLimiter: methodsRule("made by `createRateLimiter()`", [
		"openSlot",
		"reserve",
	]),
	identityCache: methodsRule("made by `createIdentityCache()`", ["get", "set"]),
	hooks: ["an object of functions", isObject],
	logger: methodsRule("an object with `debug`, `info`, `warn` and `error`", [
		"debug",
		"info",
		"warn",
		"error",
	]),
};
