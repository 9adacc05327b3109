import type { Fetch } from "@signoff/sdk";

/** The variable names a proxy that cannot be used. The message does not contain its value, which may hold a password. */
export class InvalidProxy extends Error {
	override readonly name = "InvalidProxy";

	constructor(variable: string) {
		super(
			`The variable ${variable} must be the address of an http or https proxy.`,
		);
	}
}

/**
 * A `fetch` that uses the proxy of the environment (`HTTPS_PROXY` or `HTTP_PROXY`, except for the hosts of `NO_PROXY`);
 * `undefined` without one. An http address is one of this machine and never goes through a proxy, which could read the
 * token.
 *
 * @throws {InvalidProxy} if the variable does not hold an address
 */
export async function proxyFetch(
	baseUrl: string | undefined,
	env: Partial<Record<string, string>>,
): Promise<Fetch | undefined> {
	const proxy = proxyOf(baseUrl, env);
	if (proxy === null) return undefined;
	const httpsProxy = proxy.url.href;
	const noProxy = variableOf(env, "NO_PROXY")?.value ?? "";
	// Node's own fetch uses no proxy before Node 24.5, and later only if a variable is set before Node starts.
	const { EnvHttpProxyAgent, fetch } = await import("undici");
	const dispatcher = new EnvHttpProxyAgent({ httpsProxy, noProxy });
	// The types of undici are not those of Node, which has another version of it.
	const proxied: unknown = (input: string | URL, init?: object) =>
		fetch(input, { ...init, dispatcher });
	return proxied as Fetch;
}

/**
 * The proxy of the environment, and the variable that names it; `null` without one.
 *
 * @throws {InvalidProxy} if the variable does not hold an address
 */
export function proxyOf(
	baseUrl: string | undefined,
	env: Partial<Record<string, string>>,
): { variable: string; url: URL } | null {
	const variable =
		variableOf(env, "HTTPS_PROXY") ?? variableOf(env, "HTTP_PROXY");
	if (variable === null || /^http:/i.test(baseUrl ?? "")) return null;
	return { variable: variable.name, url: proxyAddress(variable) };
}

type Variable = { name: string; value: string };

/** A variable that is set, in lower or upper case; lower case comes first, as in curl. */
function variableOf(
	env: Partial<Record<string, string>>,
	upperCase: string,
): Variable | null {
	for (const name of [upperCase.toLowerCase(), upperCase]) {
		const value = env[name];
		if (value) return { name, value };
	}
	return null;
}

/** The address may come without a scheme, as in `proxy.example:8080`. */
function proxyAddress({ name, value }: Variable): URL {
	const url = URL.parse(value.includes("://") ? value : `http://${value}`);
	if (url === null || !/^https?:$/.test(url.protocol))
		throw new InvalidProxy(name);
	return url;
}
