import type { Reason } from "@signoff/core";

import { outcomes } from "@signoff/core/outcome";
import type { MiddlewareHandler } from "hono";
import { bearerToken } from "../request/bearer-token.ts";
import type { HonoEnv } from "../request/context.ts";
import { replyWithOutcome } from "../responses/problem.ts";

/** Lets only those in whose token the upstream knows: the first refusal of all (401). */
export const authenticate: MiddlewareHandler<HonoEnv> = async (c, next) => {
	const token = bearerToken(c.req.header("Authorization"));
	if (token === null)
		return replyWithOutcome(c, outcomes.refused("unauthenticated", noToken));
	const caller = await c.get("upstream").identify(token);
	if (caller === null)
		return replyWithOutcome(
			c,
			outcomes.refused("unauthenticated", unknownToken),
		);
	c.set("principal", caller);
	return next();
};

const noToken: Reason = {
	code: "TOKEN_MISSING",
	message: "Send `Authorization: Bearer` and an access token.",
};
const unknownToken: Reason = {
	code: "TOKEN_UNKNOWN",
	message: "Nobody here has this access token.",
};
