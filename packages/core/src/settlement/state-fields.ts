import * as z from "zod/mini";
import type { ResponseOption } from "../contract/instance.ts";
import type { Me } from "../contract/me.ts";
import { maxMoment } from "../outcome/moment.ts";
import type { Attempt, CallName } from "../outcome/outcome.ts";
import { causeCode } from "../outcome/schema.ts";
import type { Phase } from "./state.ts";

// Uses only what the outcome's schema uses of zod: bundlers load anything else together with `respond`.

const text: z.ZodMiniType<string> = z.string();
export const textOrNull: z.ZodMiniType<string | null> = z.nullable(text);

export const flag: z.ZodMiniType<boolean> = z.transform((value, { issues }) => {
	if (typeof value !== "boolean")
		issues.push({ code: "custom", input: value, message: "must be a boolean" });
	return value === true;
});

/** Only `true`. */
export const trueFlag: z.ZodMiniType<true> = z.transform(
	(value, { issues }) => {
		if (value !== true)
			issues.push({ code: "custom", input: value, message: "must be true" });
		return true;
	},
);

/** Milliseconds. */
export const duration: z.ZodMiniType<number> = z
	.number()
	.check(z.refine((ms) => ms >= 0, "must not be negative"));

/** A counter. */
export const count: z.ZodMiniType<number> = z
	.number()
	.check(
		z.refine(
			(value) => Number.isSafeInteger(value) && value >= 0,
			"must count",
		),
	);

/** Unix milliseconds that a `Date` can hold. */
export const moment: z.ZodMiniType<number> = z
	.number()
	.check(z.refine((at) => Math.abs(at) <= maxMoment, "must be a moment"));

export const callName: z.ZodMiniType<CallName> = z.enum({
	submit: "submit",
	read_instance: "read_instance",
	read_history: "read_history",
	read_me: "read_me",
	refresh_token: "refresh_token",
} satisfies { [K in CallName]: K });

export const phase: z.ZodMiniType<Phase> = z.enum({
	preflight: "preflight",
	submit: "submit",
	verify: "verify",
	recheck: "recheck",
	wait_for_delivery: "wait_for_delivery",
	final_read: "final_read",
} satisfies { [K in Phase]: K });

// Options and people keep the unknown fields that the server sent.
export const option: z.ZodMiniType<ResponseOption> = z.looseObject({
	id: text,
	name: text,
	response_type: textOrNull,
});

export const person: z.ZodMiniType<Me> = z.looseObject({
	id: text,
	login: textOrNull,
	name: textOrNull,
});

export const attempt: z.ZodMiniType<Attempt> = z.strictObject({
	call: callName,
	status: z.nullable(z.number()),
	request_id: textOrNull,
	duration_ms: duration,
	concluded: text,
	cause: z.optional(causeCode),
});
