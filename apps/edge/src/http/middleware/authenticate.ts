import type { Reason } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import type { MiddlewareHandler } from "hono";
import { bearerToken } from "../request/bearer-token.ts";
import type { HonoEnv } from "../request/context.ts";
import { replyWithOutcome } from "../responses/problem.ts";

/** Refuses a request without a known token (401), before the route's other checks. Sets the principal in the context. */
export const authenticate: MiddlewareHandler<HonoEnv> = async (c, next) => {
	const token = bearerToken(c.req.header("Authorization"));
	if (token === null)
		return replyWithOutcome(
			c,
			outcomes.refused("unauthenticated", missingToken),
		);
	const principal = await c.get("upstream").identify(token);
	if (principal === null)
		return replyWithOutcome(
			c,
			outcomes.refused("unauthenticated", unknownToken),
		);
	c.set("principal", principal);
	return next();
};

const missingToken: Reason = {
	code: "TOKEN_MISSING",
	message: "Send `Authorization: Bearer` and an access token.",
};
const unknownToken: Reason = {
	code: "TOKEN_UNKNOWN",
	message: "This access token is unknown.",
};
