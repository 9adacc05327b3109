import { type Fixture, parseFixture } from "@signoff/core/fixture";
import { didYouMean } from "@signoff/core/validation";
import * as z from "zod/mini";
import { type LogLevel, logLevels } from "../observability/log.ts";

// Each message is the rest of a sentence that begins with the setting's name. None contains the value, which may be a
// misplaced secret.

/** Accepts a text. */
export const text: z.ZodMiniType<string> = z.string("must be a text.");

/** Accepts a text, or nothing. */
export const textOrNull: z.ZodMiniType<string | null> = orNull(text);

/** Accepts the URL of an HTTP server, or nothing. The result has no slash at the end. */
export const publicUrl: z.ZodMiniType<string | null> = orNull(
	parsed(
		(value) => serverUrl(value)?.href.replace(/\/+$/, ""),
		"must be an http or https URL without user, query and fragment.",
	),
);

/** The URL of an HTTP server; `null` if the text is not one, or has parts that such a URL does not need. */
export function serverUrl(text: string): URL | null {
	const url = URL.parse(text);
	if (url === null || !/^https?:$/.test(url.protocol)) return null;
	const { username, password, search, hash } = url;
	return `${username}${password}${search}${hash}` === "" ? url : null;
}

/** Accepts a port in digits; 0 means any free port. */
export const portNumber: z.ZodMiniType<number> = parsed(
	(value) =>
		/^\d{1,5}$/.test(value) && Number(value) <= 65_535
			? Number(value)
			: undefined,
	"must be an integer from 0 to 65535.",
);

/** Accepts a port in digits, or nothing. */
export const portNumberOrNull: z.ZodMiniType<number | null> =
	orNull(portNumber);

/** Accepts the level of the log. */
export const logLevel: z.ZodMiniType<LogLevel> = choice([...logLevels]);

/** Accepts a fixture as JSON or as text that contains JSON; nothing is `null`. */
export const fixtureJson: z.ZodMiniType<Fixture | null> = z.transform(
	(value, { issues }) => {
		if (value === undefined) return null;
		const fixture = parseFixture(jsonOf(value));
		if (fixture.kind === "parsed") return fixture.value;
		const reasons = fixture.issues.map(({ message }) => message).join(" ");
		issues.push({
			code: "custom",
			input: value,
			message: `is not a fixture: ${reasons}`,
		});
		return z.NEVER;
	},
);

/** A value that may be JSON already, or a text that contains JSON; `null` if it is not JSON. */
export function jsonOf(value: unknown): unknown {
	if (typeof value !== "string") return value;
	try {
		// Variables are set from files, which may begin with a byte order mark.
		return JSON.parse(value.replace(/^\uFEFF/, ""));
	} catch {
		return null;
	}
}

/**
 * Accepts one of a few words.
 *
 * @param missing the message if there is no value
 */
export function choice<const T extends string>(
	words: readonly T[],
	missing?: string,
): z.ZodMiniType<T> {
	const list = `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
	return z.enum([...words], {
		error: ({ input }) => {
			if (input === undefined && missing !== undefined) return missing;
			const typed = typeof input === "string" ? input : "";
			return `must be ${list}${didYouMean(typed, words)}`;
		},
	});
}

/**
 * Accepts a text that a function can parse.
 *
 * @param parse returns `undefined` for a text that is not valid
 */
export function parsed<T>(
	parse: (text: string) => T | undefined,
	message: string,
): z.ZodMiniType<T> {
	return z.transform((value, { issues }) => {
		const result = typeof value === "string" ? parse(value) : undefined;
		if (result !== undefined) return result;
		issues.push({ code: "custom", input: value, message });
		return z.NEVER;
	});
}

/** Accepts what a schema accepts, or nothing. */
export function orNull<T>(schema: z.ZodMiniType<T>): z.ZodMiniType<T | null> {
	return z.pipe(
		z.optional(schema),
		z.transform((value: T | undefined) => value ?? null),
	);
}
