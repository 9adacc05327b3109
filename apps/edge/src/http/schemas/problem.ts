import { outcomeSchema, type Problem } from "@signoff/core";
import * as z from "zod/mini";

/** The error body as sent: `instance` is the request id. */
export type SentProblem = Problem & { instance: string };

/** Shape of {@link SentProblem}, which combines RFC 9457, the contract's v2 error (contract §1) and the outcome. */
export const problemSchema: z.ZodMiniType<SentProblem> = z.object({
	type: z.string(),
	title: z.string(),
	status: z.int(),
	detail: z.string(),
	instance: z.string(),
	error: z.object({
		code: z.string(),
		message: z.string(),
		details: z.array(
			z.object({
				reason_code: z.string(),
				message: z.string(),
				source: z.nullable(z.string()),
			}),
		),
	}),
	outcome: z.optional(outcomeSchema),
});
