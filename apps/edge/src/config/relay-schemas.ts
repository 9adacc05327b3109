import { isLoopback } from "@signoff/core/validation/loopback";
import type * as z from "zod/mini";
import { durationForm, parseDuration } from "./duration.ts";
import { orNull, parsed, serverUrl } from "./schemas.ts";

const maxCompanies = 1_000;
const maxQueue = 1_000_000;

/** Accepts company ids, separated by commas, or nothing. */
export const companiesOrNull: z.ZodMiniType<string[] | null> = orNull(
	parsed((text) => {
		const ids = itemsOf(text);
		return ids.length <= maxCompanies &&
			ids.every((id) => /^[1-9]\d{0,39}$/.test(id))
			? [...new Set(ids)]
			: undefined;
	}, `must be the ids of 1 to ${maxCompanies} companies in digits, separated by commas.`),
);

/** Accepts the URL of a server that receives credentials, or nothing. The result has no slash at the end. */
export const secureUrlOrNull: z.ZodMiniType<string | null> = orNull(
	parsed((text) => {
		const url = serverUrl(text);
		return url !== null &&
			(url.protocol === "https:" || isLoopback(url.hostname))
			? url.href.replace(/\/+$/, "")
			: undefined;
	}, "must be an https URL without user, query and fragment; http is for loopback only."),
);

/** Accepts the length of a queue in digits, or nothing. */
export const queueOrNull: z.ZodMiniType<number | null> = orNull(
	parsed(
		(text) =>
			/^[1-9]\d{0,6}$/.test(text) && Number(text) <= maxQueue
				? Number(text)
				: undefined,
		`must be an integer from 1 to ${maxQueue}.`,
	),
);

/** Accepts a duration, or nothing. The result is in milliseconds. */
export const durationOrNull: z.ZodMiniType<number | null> = orNull(
	parsed(
		(text) => parseDuration(text) ?? undefined,
		`must be ${durationForm}, at most 36500d.`,
	),
);

/** The items of a list that is written with commas. */
export function itemsOf(text: string): string[] {
	return text.split(",").map((item) => item.trim());
}
