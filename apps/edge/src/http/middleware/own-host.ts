import { isLoopback } from "@signoff/core/validation/loopback";
import type { MiddlewareHandler } from "hono";
import type { HonoEnv } from "../request/context.ts";
import { splitUrl } from "../request/url-parts.ts";
import { replyWithProblem } from "../responses/problem.ts";

/**
 * True if a request names a loopback host, or that of the public URL. A page of another site whose name resolves to this
 * machine (DNS rebinding) names that site.
 */
export function isOwnHost(url: string, publicUrl: string | null): boolean {
	const { hostname } = new URL(url);
	return (
		isLoopback(hostname) ||
		(publicUrl !== null && new URL(publicUrl).hostname === hostname)
	);
}

/** Refuses a request to another host with 421. For an edge whose tokens are those of a fixture, which are public. */
export function ownHostOnly(
	publicUrl: string | null,
): MiddlewareHandler<HonoEnv> {
	let knownOrigin: string | null = null;
	return async (c, next) => {
		const { origin } = splitUrl(c.req.url);
		if (origin !== knownOrigin) {
			if (!isOwnHost(c.req.url, publicUrl))
				return replyWithProblem(c, 421, misdirectedMessage);
			knownOrigin = origin;
		}
		return next();
	};
}

/** The message of a 421. */
export const misdirectedMessage =
	"With the tokens of a fixture, only requests to a loopback host or the public URL are served.";
