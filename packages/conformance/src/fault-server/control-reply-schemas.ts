import * as z from "zod/mini";
import { callNames, id, textOrNull } from "./schema-fields.ts";
import type {
	HostedWorldRecord,
	ReceivedRequest,
	ServedWorld,
} from "./types.ts";

/** The reply to a request that adds a world. */
export const servedWorldSchema: z.ZodMiniType<ServedWorld> = z.object({
	id,
	base_url: id,
	token: id,
	unknown_token: id,
	oauth: z.optional(
		z.object({ client_id: id, client_secret: id, refresh_token: id }),
	),
});

/** The reply to a request for another access token. */
export const tokenSchema: z.ZodMiniType<{ token: string }> = z.object({
	token: id,
});

/** The reply to a request for an authorization code. */
export const codeSchema: z.ZodMiniType<{ code: string }> = z.object({
	code: id,
});

/** The reply to a read of the requests received. */
export const receivedRequestsSchema: z.ZodMiniType<ReceivedRequest[]> = z.array(
	z.object({
		call: z.enum([...callNames, "other"]),
		status: z.nullable(z.int()),
		too_early: z.optional(z.literal(true)),
	}),
);

/** The reply to a read of the world's record. */
export const hostedWorldRecordSchema: z.ZodMiniType<HostedWorldRecord> =
	z.object({
		current_step: textOrNull,
		responses: z.array(
			z.object({
				step: id,
				person_id: id,
				option_id: id,
				comment: textOrNull,
				origin: id,
			}),
		),
		shown_unanswered: z.array(id),
	});
