import type { ParseResult } from "@signoff/core";
import { malformedIssue } from "@signoff/core/validation";
import { bearer, type Client, createClient } from "@signoff/sdk";
import { InvalidProxy, proxyFetch } from "./proxy-fetch.ts";
import type { Settings } from "./settings.ts";

/**
 * A client with these settings, which uses the proxy of the environment. If an address or the token is not accepted, the
 * issue says why.
 */
export async function createClientFor(
	{ base_url }: Settings,
	token: string,
	env: Partial<Record<string, string>>,
): Promise<ParseResult<Client>> {
	try {
		const address = base_url === undefined ? {} : { baseUrl: base_url };
		const fetch = await proxyFetch(base_url, env);
		return {
			kind: "parsed",
			value: createClient({ ...address, fetch, auth: bearer(token) }),
		};
	} catch (error) {
		if (!(error instanceof TypeError || error instanceof InvalidProxy))
			throw error;
		const message = error.message.replace("option `baseUrl`", "base URL");
		return { kind: "invalid", issues: [malformedIssue([], message)] };
	}
}
