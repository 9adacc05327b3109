import { type Fixture, parseFixture } from "@signoff/core/fixture";
import { didYouMean } from "@signoff/core/validation";
import * as z from "zod/mini";
import { type LogLevel, logLevels } from "../observability/log.ts";

// Each message is the rest of a sentence that begins with the setting's name. None contains the value, which may be a
// misplaced secret.

/** Accepts a text. */
export const text: z.ZodMiniType<string> = z.string("must be a text.");

/** Accepts a text, or nothing. */
export const textOrNull: z.ZodMiniType<string | null> = z.pipe(
	z.optional(text),
	z.transform((value) => value ?? null),
);

/** Accepts the URL of an HTTP server, or nothing. The result has no slash at the end. */
export const publicUrl: z.ZodMiniType<string | null> = z.transform(
	(value, { issues }) => {
		if (value === undefined) return null;
		const url = typeof value === "string" ? URL.parse(value) : null;
		if (url !== null && isServerUrl(url)) return url.href.replace(/\/+$/, "");
		issues.push({
			code: "custom",
			input: value,
			message: "must be an http or https URL without user, query and fragment.",
		});
		return z.NEVER;
	},
);

function isServerUrl({
	protocol,
	username,
	password,
	search,
	hash,
}: URL): boolean {
	return (
		/^https?:$/.test(protocol) &&
		`${username}${password}${search}${hash}` === ""
	);
}

/** Accepts a port in digits; 0 means any free port. */
export const portNumber: z.ZodMiniType<number> = z.pipe(
	z
		.string()
		.check(
			z.refine(
				(value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535,
				"must be an integer from 0 to 65535.",
			),
		),
	z.transform(Number),
);

/** Accepts a port in digits, or nothing. */
export const portNumberOrNull: z.ZodMiniType<number | null> = z.pipe(
	z.optional(portNumber),
	z.transform((value) => value ?? null),
);

/** Accepts the level of the log. */
export const logLevel: z.ZodMiniType<LogLevel> = z.enum([...logLevels], {
	error: ({ input }) => {
		const typed = typeof input === "string" ? input : "";
		return `must be ${logLevels.join(" or ")}${didYouMean(typed, logLevels)}`;
	},
});

const upstreams = ["embedded", "procore"];

/**
 * Accepts an upstream that is available.
 *
 * @param missing the message if there is no value
 */
export function availableUpstream(missing: string): z.ZodMiniType<"embedded"> {
	return z.literal("embedded", {
		error: ({ input }) => {
			if (input === undefined) return missing;
			if (input === "procore")
				return "is procore, which is not available in this version: use embedded.";
			const typed = typeof input === "string" ? input : "";
			return `must be embedded or procore${didYouMean(typed, upstreams)}`;
		},
	});
}

/** Accepts a fixture as JSON or as text that contains JSON; nothing is `null`. */
export const fixtureJson: z.ZodMiniType<Fixture | null> = z.transform(
	(value, { issues }) => {
		if (value === undefined) return null;
		const fixture = parseFixture(
			typeof value === "string" ? parseJson(value) : value,
		);
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

function parseJson(text: string): unknown {
	try {
		// Variables are set from files, which may begin with a byte order mark.
		return JSON.parse(text.replace(/^\uFEFF/, ""));
	} catch {
		return null;
	}
}
