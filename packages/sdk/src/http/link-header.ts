/** The URL of the next page in a `Link` header, resolved against the page's own; `null` if there is none. */
export function nextPageUrl(header: string | undefined, page: URL): URL | null {
	for (const [, target = "", parameters = ""] of (header ?? "").matchAll(
		/<([^>]*)>([^<]*)/g,
	)) {
		const relations = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(
			parameters,
		);
		const names = (relations?.[1] ?? relations?.[2] ?? "")
			.toLowerCase()
			.split(/\s+/);
		if (names.includes("next")) return URL.parse(target, page);
	}
	return null;
}
