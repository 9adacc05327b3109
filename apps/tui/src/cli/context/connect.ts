import type { ParseResult } from "@signoff/core";
import { malformedIssue } from "@signoff/core/validation";
import { type Auth, type Client, createClient, type Fetch } from "@signoff/sdk";
import { InvalidProxy, proxyFetch } from "./proxy-fetch.ts";
import type { Settings } from "./settings.ts";

/** Reaches the server of the settings, for any login. */
export type Connection = {
	/** Uses the proxy of the environment; `undefined` without one. */
	fetch: Fetch | undefined;
	createClient: (auth: Auth) => Client;
};

/** Prepares the connection to the server. If an address is not accepted, the issue says why. */
export async function connect(
	{ base_url }: Settings,
	env: Partial<Record<string, string>>,
): Promise<ParseResult<Connection>> {
	try {
		const fetch = await proxyFetch(base_url, env);
		const address = base_url === undefined ? {} : { baseUrl: base_url };
		const create = (auth: Auth): Client =>
			createClient({ ...address, fetch, auth });
		// An address that is not accepted is reported before anything else.
		create(noAuth);
		return { kind: "parsed", value: { fetch, createClient: create } };
	} catch (error) {
		if (!(error instanceof TypeError || error instanceof InvalidProxy))
			throw error;
		const message = error.message.replace("option `baseUrl`", "base URL");
		return { kind: "invalid", issues: [malformedIssue([], message)] };
	}
}

const noAuth: Auth = {
	token: () => null,
	refresh: () => Promise.resolve("refused"),
};
