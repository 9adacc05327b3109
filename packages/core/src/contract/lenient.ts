import * as z from "zod/mini";
import type { ResponseOption } from "./instance.ts";

// Lenient fields: a missing value or one of another type becomes null or empty, and then proves nothing. Ids are
// required. Plain functions, because zod's `catch`, `pipe` and `int` add 4 kB to every bundle.

export const id: z.ZodMiniType<string> = z.transform((value, { issues }) => {
	const parsed = parseId(value);
	if (parsed === null)
		issues.push({ code: "custom", input: value, message: "must be an id" });
	return parsed ?? "";
});

export const idOrNull: z.ZodMiniType<string | null> = z.transform(parseId);

export const text: z.ZodMiniType<string | null> = z.transform((value) =>
	typeof value === "string" ? value : null,
);

export const flag: z.ZodMiniType<boolean | null> = z.transform((value) =>
	typeof value === "boolean" ? value : null,
);

function parseId(value: unknown): string | null {
	return (typeof value === "string" && value !== "") ||
		Number.isSafeInteger(value)
		? String(value)
		: null;
}

export function nullIfInvalid<T>(
	schema: z.ZodMiniType<T>,
): z.ZodMiniType<T | null> {
	return z.transform((value) => schema.safeParse(value).data ?? null);
}

/** A moment as text; `null` if there is none. A row whose moment is of another type is answered as well. */
export const moment: z.ZodMiniType<string | null> = z.transform((value) => {
	if (!value && value !== 0) return null;
	return typeof value === "object" ? "unreadable" : String(value);
});

export const option: z.ZodMiniType<ResponseOption> = z.looseObject({
	id,
	name: z.transform((value) => (typeof value === "string" ? value : "")),
	response_type: text,
});

const optionList = z.array(option);

export const options: z.ZodMiniType<ResponseOption[]> = z.transform(
	(value) => optionList.safeParse(value).data ?? [],
);

/** A list whose items do not affect each other: {@link objectOr} for each. */
export function listOf<T>(
	schema: z.ZodMiniType<T>,
	substitute: object = {},
): z.ZodMiniType<T[]> {
	return z.array(objectOr(schema, substitute));
}

export const personFields: Record<"login" | "name", typeof text> & {
	id: typeof idOrNull;
} = { id: idOrNull, login: text, name: text };

/** Fields that are all lenient: another value than an object is read as `substitute`. */
export function objectOr<T>(
	schema: z.ZodMiniType<T>,
	substitute: object,
): z.ZodMiniType<T> {
	return z.transform(
		(value) => schema.safeParse(value).data ?? schema.parse(substitute),
	);
}
