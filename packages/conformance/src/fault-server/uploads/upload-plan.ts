import * as z from "zod/mini";
import { positive } from "../schema-fields.ts";

/** What storage does with a request instead of storing it. */
export type StorageFault =
	/** It answers with a status, without a body. */
	| { kind: "status"; status: number }
	/** It answers with an error as S3 reports it, such as 400 `RequestTimeout`. */
	| { kind: "s3_error"; status: number; code: string }
	/** It closes the connection. */
	| { kind: "dropped" };

/** An API for uploads with its storage: how they differ from the contract's examples. */
export type UploadPlan = {
	/** Faults of the `nth` request to storage, counted from 1. */
	storage?: { nth: number; fault: StorageFault }[] | undefined;
	/** How storage writes an ETag. @default "quoted", as S3 does */
	etags?: "quoted" | "weak" | "bare" | undefined;
	/** The reply to the final `PATCH`, such as `{ status: 200, body: { status: "failed" } }`. @default 204 without a body */
	completion?: { status: number; body?: unknown } | undefined;
	/** The reply to the creation of an upload. */
	creation?:
		| {
				/** Instead of the form's fields, such as `{ expires: 3600 }`. */
				fields?: Record<string, unknown> | undefined;
				/** Instead of each segment's headers. */
				headers?: Record<string, unknown> | undefined;
		  }
		/** Instead of the whole reply. */
		| { reply: unknown }
		| undefined;
};

const status = z.int().check(z.minimum(200), z.maximum(599));

// A table, so that a new fault does not compile without a schema.
const faults: {
	[K in StorageFault["kind"]]: z.ZodMiniType<
		Extract<StorageFault, { kind: K }>
	>;
} = {
	status: z.strictObject({ kind: z.literal("status"), status }),
	s3_error: z.strictObject({
		kind: z.literal("s3_error"),
		status,
		code: z.string().check(z.regex(/^\w+$/, "must be a word")),
	}),
	dropped: z.strictObject({ kind: z.literal("dropped") }),
};

const values = z.optional(z.record(z.string(), z.unknown()));

/** Validates an {@link UploadPlan}. Unknown keys are refused. */
export const uploadPlanSchema: z.ZodMiniType<UploadPlan> = z.strictObject({
	storage: z.optional(
		z.array(
			z.strictObject({
				nth: positive,
				fault: z.union(
					Object.values(faults),
					"must be a fault of storage that the fault server knows",
				),
			}),
		),
	),
	etags: z.optional(z.enum(["quoted", "weak", "bare"])),
	completion: z.optional(
		z.strictObject({ status, body: z.optional(z.unknown()) }),
	),
	creation: z.optional(
		z.union([
			z.strictObject({ fields: values, headers: values }),
			z.strictObject({ reply: z.unknown() }),
		]),
	),
});
