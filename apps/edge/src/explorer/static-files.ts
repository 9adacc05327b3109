import { css, html, icon, script } from "./assets.ts";

/** A file that the edge serves as is. */
export type StaticFile = {
	path: string;
	body: string;
	headers: Record<string, string>;
};

/** Allows only the page's own files and requests to its own origin: no inline script or style, no markup from text. */
const contentSecurityPolicy = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"img-src 'self'",
	"connect-src 'self'",
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'",
	"require-trusted-types-for 'script'",
].join("; ");

/** The page `/docs` and its assets. */
export const staticFiles: readonly StaticFile[] = [
	staticFile("/docs", "text/html", html),
	staticFile("/docs/style.css", "text/css", css),
	staticFile("/docs/script.js", "text/javascript", script),
	staticFile("/docs/icon.svg", "image/svg+xml", icon),
];

/**
 * Says what the page may fill in.
 *
 * @param token a token of the sample company; `null` if the edge does not serve it
 */
export function sampleFile(token: string | null): StaticFile {
	return {
		path: "/docs/sample.json",
		body: JSON.stringify({ token }),
		headers: { "Content-Type": "application/json" },
	};
}

function staticFile(path: string, type: string, body: string): StaticFile {
	return {
		path,
		body,
		headers: {
			"Content-Type": `${type}; charset=utf-8`,
			"Content-Security-Policy": contentSecurityPolicy,
		},
	};
}
