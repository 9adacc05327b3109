import type { Context } from "hono";

/** The headers of Hono's `secureHeaders()`, which a test compares. */
export const securityHeaders: Record<string, string> = {
	"Cross-Origin-Resource-Policy": "same-origin",
	"Cross-Origin-Opener-Policy": "same-origin",
	"Origin-Agent-Cluster": "?1",
	"Referrer-Policy": "no-referrer",
	"Strict-Transport-Security": "max-age=15552000; includeSubDomains",
	"X-Content-Type-Options": "nosniff",
	"X-DNS-Prefetch-Control": "off",
	"X-Download-Options": "noopen",
	"X-Frame-Options": "SAMEORIGIN",
	"X-Permitted-Cross-Domain-Policies": "none",
	"X-XSS-Protection": "0",
};

/** Replies that were made with the standard headers. */
const complete = new WeakSet<Response>();

/**
 * A reply without a body that has the standard headers from the start: adding them later costs the host more than the
 * rest of the reply.
 */
export function bodilessResponse(
	requestId: string,
	status: number,
	headers: Record<string, string>,
): Response {
	const response = new Response(null, {
		status,
		headers: { ...headers, ...standardHeaders(requestId) },
	});
	complete.add(response);
	return response;
}

/** Adds the headers that every reply has: those for security, the request's id, and that it may not be stored. */
export function addStandardHeaders(c: Context, requestId: string): void {
	if (complete.has(c.res)) return;
	for (const [name, value] of Object.entries(standardHeaders(requestId)))
		c.res.headers.set(name, value);
}

function standardHeaders(requestId: string): Record<string, string> {
	return {
		...securityHeaders,
		"x-request-id": requestId,
		"Cache-Control": "no-store",
	};
}
