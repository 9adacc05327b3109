import { outcomeKinds, outcomeSchema } from "@signoff/core";
import * as z from "zod/mini";

/** A predicted outcome as sent: its fields, with `would` instead of `kind`. */
export const previewSchema: z.ZodMiniType = z.looseObject({
	would: z.enum(outcomeKinds),
});

/** A settlement as sent. */
export const settlementSchema: z.ZodMiniType = z.discriminatedUnion("state", [
	z.object({
		id: z.string(),
		state: z.literal("pending"),
		retry_at: z.string(),
	}),
	z.object({
		id: z.string(),
		state: z.literal("settled"),
		outcome: outcomeSchema,
	}),
]);
