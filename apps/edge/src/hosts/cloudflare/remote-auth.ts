import type { Auth } from "@signoff/sdk";
import { refreshReplySchema, tokenReplySchema } from "./account-messages.ts";
import { callObject, type ObjectAddress } from "./call-object.ts";

/** How long a token is used without asking for it again, in milliseconds. The account renews it earlier before it expires. */
const tokenLifeMs = 10_000;

/**
 * The token of the service account, which is in the account's durable object. A refused token is renewed there, once
 * for all who use it.
 */
export function remoteAuth(account: ObjectAddress, now: () => number): Auth {
	let known: { token: string; until: number } | null = null;
	return {
		async token() {
			if (known !== null && known.until > now()) return known.token;
			const { token } = await callObject(
				account,
				"/token",
				{},
				tokenReplySchema,
			);
			known = token === null ? null : { token, until: now() + tokenLifeMs };
			return token;
		},
		async refresh(usedToken) {
			known = null;
			const { result } = await callObject(
				account,
				"/refresh",
				{ used_token: usedToken },
				refreshReplySchema,
			);
			return result;
		},
	};
}
