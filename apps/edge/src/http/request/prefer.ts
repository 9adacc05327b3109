/** What a caller prefers (RFC 7240). */
export type Preferences = {
	/** How long to wait for an outcome, in milliseconds; `null` if not given. */
	waitMs: number | null;
	isAsync: boolean;
	/** `return=representation`: a body instead of a 204. */
	wantsBody: boolean;
};

/** How long a caller waits who says nothing, in seconds. */
export const defaultWaitSeconds = 25;
const maxWaitSeconds = 300;

/** Parses `Prefer`. Preferences that are unknown, or have no valid value, are ignored; of repeated ones the first counts. */
export function parsePrefer(header: string | null | undefined): Preferences {
	const given = new Map<string, string>();
	for (const part of (header ?? "").slice(0, 1_000).split(",")) {
		const [preference = ""] = part.split(";");
		const [name = "", value = ""] = preference.split("=");
		const key = name.trim().toLowerCase();
		if (key !== "" && !given.has(key))
			given.set(key, value.trim().replace(/^"(.*)"$/, "$1"));
	}
	const wait = given.get("wait") ?? "";
	return {
		waitMs: /^\d+$/.test(wait)
			? Math.min(Math.max(Number(wait), 1), maxWaitSeconds) * 1_000
			: null,
		isAsync: given.get("respond-async") === "",
		wantsBody: given.get("return")?.toLowerCase() === "representation",
	};
}
