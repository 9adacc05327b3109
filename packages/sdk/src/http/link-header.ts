/**
 * The address of the next page in a `Link` header, as the server wrote it; `null` if the header names none. Takes time
 * linear in the header's length.
 */
export function nextPageLink(header: string | undefined): string | null {
	for (const [, target = "", parameters = ""] of (header ?? "").matchAll(
		/<([^<>]*)>([^<]*)/g,
	)) {
		const relations = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(
			parameters,
		);
		const names = (relations?.[1] ?? relations?.[2] ?? "")
			.toLowerCase()
			.split(/\s+/);
		if (names.includes("next")) return target;
	}
	return null;
}

/**
 * The URL of a page on the API's own origin, whatever host and protocol its link names: the token is sent to that origin
 * only, and servers behind a proxy often name their inner address. `null` if the link is no address.
 *
 * @param page the page that the link is on
 * @param base the API's address; a link of another origin may lack the base's path
 */
export function pageUrl(link: string, page: URL, base: URL): URL | null {
	const target = URL.parse(link, page);
	if (target === null || !/^https?:$/.test(target.protocol)) return null;
	const prefix = base.pathname.replace(/\/+$/, "");
	const path =
		target.origin === base.origin || target.pathname.startsWith(`${prefix}/`)
			? target.pathname
			: prefix + target.pathname;
	const url = new URL(base.origin);
	url.pathname = path;
	url.search = target.search;
	return url;
}
