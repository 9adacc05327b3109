import * as z from "zod/mini";
import type { Interleaving } from "../simulation/faults.ts";
import {
	nthRequest,
	scriptedFaultSchema,
	seededFaultsSchema,
} from "./fault-schemas.ts";
import { id, positive } from "./schema-fields.ts";
import type { HostedWorld, TokenReplyVariant } from "./types.ts";
import { actorEventSchema, worldPlanSchema } from "./world-plan-schema.ts";

const interleaving: z.ZodMiniType<Interleaving> = z.strictObject({
	before: z.strictObject(nthRequest),
	event: actorEventSchema,
});

const tokenReplyVariant: z.ZodMiniType<TokenReplyVariant> = z.strictObject({
	status: z.optional(z.int().check(z.minimum(200), z.maximum(299))),
	fields: z.optional(z.record(z.string(), z.unknown())),
	omit: z.optional(z.array(z.string())),
});

/** Validates a {@link HostedWorld}. Unknown keys are refused. */
export const hostedWorldSchema: z.ZodMiniType<HostedWorld> = z.strictObject({
	plan: worldPlanSchema,
	before: z.array(actorEventSchema),
	faults: z.array(scriptedFaultSchema),
	interleavings: z.optional(z.array(interleaving)),
	seeded: z.optional(seededFaultsSchema),
	sibling_of: z.optional(id),
	limits: z.optional(
		z.array(z.strictObject({ requests: positive, window_ms: positive })),
	),
	oauth: z.optional(
		z.strictObject({
			expires_in: z.number().check(z.positive()),
			reply: z.optional(tokenReplyVariant),
		}),
	),
});
