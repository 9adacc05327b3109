import { type Outcome, outcomeSchema } from "@signoff/core";
import {
	instanceSchema,
	meSchema,
	submissionSchema,
} from "@signoff/core/contract";
import * as z from "zod/mini";
import type { Credential } from "../../settlements/ports.ts";
import {
	type StoredSettlement,
	storedSettlementSchema,
} from "../../settlements/stored-settlement.ts";
import type {
	SettlementReply,
	SettlementRequest,
} from "../../settlements/submission-request.ts";

/** What the object of a settlement replies to a submission. */
export type SubmitMessage =
	| SettlementReply
	/** Its storage cannot be used; callers receive the outcome. */
	| { kind: "fault"; fault: string; outcome: Outcome };

const credentialSchema: z.ZodMiniType<Credential> = z.discriminatedUnion(
	"kind",
	[
		z.object({ kind: z.literal("service") }),
		z.object({
			kind: z.literal("caller"),
			token: z.string(),
			token_hash: z.string(),
			me: z.nullable(meSchema),
		}),
	],
);

/** Accepts the body of `/submit`. */
export const settlementRequestSchema: z.ZodMiniType<SettlementRequest> =
	z.object({
		id: z.string(),
		principal: z.string(),
		credential: credentialSchema,
		submission: submissionSchema,
		instance: z.nullable(instanceSchema),
		waitMs: z.number(),
		isAsync: z.boolean(),
	});

/** Accepts the reply of `/submit`. */
export const submitMessageSchema: z.ZodMiniType<SubmitMessage> =
	z.discriminatedUnion("kind", [
		z.object({ kind: z.literal("outcome"), outcome: outcomeSchema }),
		z.object({ kind: z.literal("accepted"), retry_at: z.number() }),
		z.object({
			kind: z.literal("fault"),
			fault: z.string(),
			outcome: outcomeSchema,
		}),
	]);

/** Accepts the reply of `/find`. */
export const findMessageSchema: z.ZodMiniType<{
	settlement: StoredSettlement | null;
}> = z.object({ settlement: z.nullable(storedSettlementSchema) });
