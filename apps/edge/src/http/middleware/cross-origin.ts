import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import type { HonoEnv } from "../request/context.ts";

/** How long a browser may keep the reply to a preflight, in seconds. */
const maxAge = 600;

const allowHeaders = [
	"Authorization",
	"Content-Type",
	"Procore-Company-Id",
	"Prefer",
	"Idempotency-Token",
];

const exposeHeaders = [
	"Idempotency-Replayed",
	"Retry-After",
	"Location",
	"Preference-Applied",
	"Link",
	"Total",
	"Per-Page",
	"x-request-id",
	"WWW-Authenticate",
];

/** Lets pages of the named origins read every reply, also those of errors. */
export function crossOriginReplies(
	origins: readonly string[],
): MiddlewareHandler<HonoEnv> {
	const addHeaders = cors({ origin: [...origins], exposeHeaders });
	return async (c, next) =>
		c.req.method === "OPTIONS" ? next() : addHeaders(c, next);
}

/**
 * Answers the preflights of one path. Any other request with the method OPTIONS, and one of an origin that is not named,
 * has the same reply as without cross-origin requests.
 *
 * @param allow the methods of the path, separated by commas
 */
export function preflight(
	origins: readonly string[],
	allow: string,
): MiddlewareHandler<HonoEnv> {
	const reply = cors({
		...{ origin: [...origins], allowHeaders, exposeHeaders, maxAge },
		allowMethods: allow.split(", "),
	});
	return async (c, next) => {
		const isNamed = origins.includes(c.req.header("Origin") ?? "");
		if (isNamed && c.req.header("Access-Control-Request-Method")) {
			c.header("Allow", allow);
			return reply(c, next);
		}
		await next();
		c.header("Vary", "Origin", { append: true });
	};
}
