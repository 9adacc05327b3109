import type { Report } from "../model/types.ts";

/** A peer that resolves says that the response is on record; one that rejects, that it is not. */
export async function reportPeer(
	call: Promise<{ status: number }>,
): Promise<Report> {
	try {
		const { status } = await call;
		return {
			said: `resolved: ${status}`,
			claim: { own_response: "same" },
		};
	} catch (error) {
		return {
			said: `rejected: ${reasonOf(error)}`,
			claim: { own_response: "not_same" },
		};
	}
}

/** The HTTP status of the answer if there is one; else the error's code or name. */
export function reasonOf(error: unknown): string {
	const status = field(field(error, "response"), "status");
	if (typeof status === "number") return String(status);
	return codeOf(error) ?? nameOf(error);
}

function codeOf(error: unknown): string | null {
	const code = field(error, "code");
	if (typeof code === "string") return code;
	const cause = field(error, "cause");
	return cause === undefined ? null : codeOf(cause);
}

function nameOf(error: unknown): string {
	const name = field(error, "name");
	return typeof name === "string" ? name : "unknown error";
}

function field(value: unknown, name: string): unknown {
	return typeof value === "object" && value !== null
		? (value as Record<string, unknown>)[name]
		: undefined;
}
