import type { Me } from "@signoff/core/contract";
import { defaultPolicy } from "@signoff/core/request/policy";
import type { ClientContext } from "../context/client-context.ts";
import { isComing } from "../util/is-promise-like.ts";
import type { AuthenticatedTransport } from "./authenticated-transport.ts";

/** Remembers who a token belongs to, so that it is read once per client. */
export type IdentityCache = {
	of(token: string | null): Me | null;
	learn(token: string | null, me: Me | null): void;
};

/** Holds one person: a client speaks for one at a time. */
export function createIdentityCache(): IdentityCache {
	let known: { token: string; me: Me } | null = null;
	return {
		of: (token) => (known !== null && known.token === token ? known.me : null),
		learn: (token, me) => {
			if (token !== null && me !== null) known = { token, me };
		},
	};
}

/** Who a call made now would speak for, where that was read before. */
export function knownMe(
	{ identity }: ClientContext,
	caller: AuthenticatedTransport,
	timeoutMs: number = defaultPolicy.attemptTimeoutMs,
): Me | null | Promise<Me | null> {
	const token = caller.token(timeoutMs);
	return isComing(token) ? token.then(identity.of) : identity.of(token);
}
