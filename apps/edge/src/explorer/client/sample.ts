/** What the page may fill in, because it is no secret. */
export type Sample = {
	/** A token of the sample company; `null` if this edge does not serve it. */
	token: string | null;
};

/** Asks the edge whether it serves the sample company. */
export async function fetchSample(): Promise<Sample> {
	try {
		const response = await fetch("/docs/sample.json", { credentials: "omit" });
		const data: unknown = await response.json();
		if (typeof data !== "object" || data === null || !("token" in data))
			return { token: null };
		return { token: typeof data.token === "string" ? data.token : null };
	} catch {
		return { token: null };
	}
}
