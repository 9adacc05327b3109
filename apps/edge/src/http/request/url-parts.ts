/** The parts of a request's URL, without the cost of `new URL`. The URL is absolute, as every host writes it. */
export type UrlParts = {
	/** Scheme, host and port as written. */
	origin: string;
	path: string;
};

/** Splits the URL of a request. */
export function splitUrl(url: string): UrlParts {
	const [, origin = "", path = ""] =
		/^([^:]+:\/\/[^/?#]*)([^?#]*)/.exec(url) ?? [];
	return { origin, path };
}
