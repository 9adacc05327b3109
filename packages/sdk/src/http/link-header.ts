/** The address that a `Link` header names as the next page, resolved; `null` where there is none. */
export function nextFrom(header: string | undefined, page: URL): URL | null {
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
