import type { ParseResult } from "@signoff/core";
import { malformedIssue } from "@signoff/core/validation";
import { bearer, type Client, createClient } from "@signoff/sdk";
import type { Settings } from "./settings.ts";

/** A client with these settings, or the sdk's message about an address or a token that it does not accept. */
export function createClientFor(
	{ base_url }: Settings,
	token: string,
): ParseResult<Client> {
	try {
		const address = base_url === undefined ? {} : { baseUrl: base_url };
		return {
			kind: "parsed",
			value: createClient({ ...address, auth: bearer(token) }),
		};
	} catch (error) {
		if (!(error instanceof TypeError)) throw error;
		const message = error.message.replace("option `baseUrl`", "base URL");
		return { kind: "invalid", issues: [malformedIssue([], message)] };
	}
}
