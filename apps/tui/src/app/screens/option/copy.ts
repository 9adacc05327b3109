import { responseType } from "@signoff/core/server";

const effects = {
	approve: "approves",
	return: "returns it",
	reject: "rejects it",
} as const;

/** What an option does, in words, since a company names its options as it likes; empty where nobody says. */
export function effectOf(response_type: string | null): string {
	return response_type === null ? "" : effects[responseType(response_type)];
}
