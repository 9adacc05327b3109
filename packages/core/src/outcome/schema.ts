import * as z from "zod/mini";
import { type Cause, type CauseCode, causeMessages } from "./cause.ts";
import type { Attempt, DeferredReason, Outcome } from "./outcome.ts";

const isoTime = z
	.string()
	.check(z.refine((text) => !Number.isNaN(Date.parse(text))));
const personRef = z.object({ id: z.string(), name: z.string() });
const reason = z.nullable(z.object({ code: z.string(), message: z.string() }));

/** Accepts the reason of a `deferred` outcome. */
export const deferredReason: z.ZodMiniType<DeferredReason> = z.enum({
	rate_limited: "rate_limited",
	unavailable: "unavailable",
	unreachable: "unreachable",
} satisfies { [K in DeferredReason]: K });

/** Accepts the code of a cause. */
export const causeCode: z.ZodMiniType<CauseCode> = z.enum(
	Object.keys(causeMessages) as CauseCode[],
);
const cause: z.ZodMiniType<Cause> = z.object({
	code: causeCode,
	message: z.string(),
});

const attempt: z.ZodMiniType<Attempt> = z.object({
	call: z.enum([
		"submit",
		"read_instance",
		"read_history",
		"read_me",
		"refresh_token",
	]),
	status: z.nullable(z.number()),
	request_id: z.nullable(z.string()),
	duration_ms: z.number(),
	concluded: z.string(),
	cause: z.optional(causeCode),
});

function outcomeOf<K extends string, F extends z.core.$ZodLooseShape>(
	kinds: K[],
	fields: F,
) {
	return z.object({
		attempts: z.array(attempt),
		attachments: z.optional(z.enum(["same", "differ", "unknown"])),
		kind: z.enum(kinds),
		...fields,
	});
}

const textOrNull = z.nullable(z.string());

// `z.discriminatedUnion` and `z.literal` would add half a kB (gzipped) to every bundle.
/** Accepts an {@link Outcome} from outside, such as the one in an error body of a Signoff server. */
export const outcomeSchema: z.ZodMiniType<Outcome> = z.union([
	outcomeOf(["recorded", "unchanged", "accepted"], {}),
	outcomeOf(["conflict"], {
		on_record: z.object({
			option: z.object({
				id: textOrNull,
				name: z.string(),
				response_type: textOrNull,
			}),
			comment: textOrNull,
			comment_truncated: z.optional(z.boolean()),
			submitted_at: textOrNull,
		}),
		differs: z.array(z.enum(["response_option", "comment"])),
	}),
	outcomeOf(["superseded"], { decided_by: z.array(personRef) }),
	outcomeOf(["invalid"], {
		issues: z.array(
			z.object({
				code: z.string(),
				path: z.array(z.union([z.string(), z.number()])),
				message: z.string(),
			}),
		),
	}),
	outcomeOf(["unauthenticated", "forbidden", "not_found"], { reason }),
	outcomeOf(["deferred"], {
		reason: deferredReason,
		retry_at: isoTime,
		cause: z.optional(cause),
	}),
	outcomeOf(["uncertain"], { retry_at: isoTime, cause: z.optional(cause) }),
]);
