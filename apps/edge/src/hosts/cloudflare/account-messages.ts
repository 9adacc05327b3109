import type { RefreshResult } from "@signoff/sdk";
import * as z from "zod/mini";

/** What happened to the slot of one operation since its last message, in this order. */
export type SlotMessage = {
	/** A request goes whatever the limits are. */
	urgent: boolean;
	/** The result of the request that went; `undefined`: it is still under way, or none went. */
	completed?: Completed | undefined;
	/** The next request may go when the limits allow it. */
	acquire: boolean;
	/** The operation has ended. */
	dispose: boolean;
};

/** The part of an HTTP response that shows the limits; `null` without a response. */
export type Completed = {
	status: number;
	headers: Record<string, string>;
} | null;

/** Whether a request may go now; if not, how long that is expected to take. */
export type SlotReply = {
	granted: boolean;
	blocked_ms: number;
};

/** Accepts the body of `/slots/{operation}`. */
export const slotMessageSchema: z.ZodMiniType<SlotMessage> = z.object({
	urgent: z.boolean(),
	completed: z.optional(
		z.nullable(
			z.object({
				status: z.int(),
				headers: z.record(z.string(), z.string()),
			}),
		),
	),
	acquire: z.boolean(),
	dispose: z.boolean(),
});

/** Accepts the reply of `/slots/{operation}`, and of its `/wait`. */
export const slotReplySchema: z.ZodMiniType<SlotReply> = z.object({
	granted: z.boolean(),
	blocked_ms: z.number(),
});

/** Accepts the reply of `/token`. */
export const tokenReplySchema: z.ZodMiniType<{ token: string | null }> =
	z.object({ token: z.nullable(z.string()) });

/** Accepts the body of `/refresh`. */
export const refreshMessageSchema: z.ZodMiniType<{ used_token: string }> =
	z.object({ used_token: z.string() });

/** Accepts the reply of `/refresh`: a client checks the result as it does that of any `Auth`. */
export const refreshReplySchema: z.ZodMiniType<{ result: RefreshResult }> =
	z.object({ result: z.custom<RefreshResult>((value) => value !== undefined) });
