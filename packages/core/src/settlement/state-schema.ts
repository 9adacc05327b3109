import * as z from "zod/mini";
import { stepOccurrenceSchema } from "../contract/instance.ts";
import { submissionSchema } from "../contract/submission.ts";
import { causeCode, deferredReason, outcomeSchema } from "../outcome/schema.ts";
import type { ParseResult } from "../validation/issue.ts";
import { validate } from "../validation/validate.ts";
import {
	type SettlementState,
	type ShownStep,
	settlementStateVersion,
} from "./state.ts";
import {
	attempt,
	callName,
	count,
	duration,
	flag,
	moment,
	option,
	person,
	phase,
	textOrNull,
	trueFlag,
} from "./state-fields.ts";

const policy: z.ZodMiniType<SettlementState["policy"]> = z.strictObject({
	deadlineMs: duration,
	attemptTimeoutMs: duration,
	readFirst: flag,
	maxDeliveryDelayMs: z.nullable(duration),
	maxReadStalenessMs: duration,
	maxCalls: count,
	fetchMayResend: flag,
});

const command: z.ZodMiniType<SettlementState["command"]> = z.union([
	z.strictObject({
		kind: callName,
		timeout_ms: z.number(),
		urgent: z.optional(trueFlag),
	}),
	z.strictObject({ kind: z.enum(["sleep"]), until: moment }),
	z.strictObject({ kind: z.enum(["finish"]), outcome: outcomeSchema }),
]);

const shownStep: z.ZodMiniType<ShownStep> = z.strictObject({
	id: z.string(),
	uuid: textOrNull,
});

const version: z.ZodMiniType<SettlementState["version"]> = z.transform(
	(value, { issues }) => {
		if (value !== settlementStateVersion)
			issues.push({
				code: "custom",
				input: value,
				message: `must be ${settlementStateVersion}`,
			});
		return settlementStateVersion;
	},
);

/**
 * Accepts a {@link SettlementState} that was stored. Every state that it accepts can be resumed: `resumeSettlement` does
 * not throw. Unknown fields are refused, because this version would drop what they mean.
 */
export const settlementStateSchema: z.ZodMiniType<SettlementState> =
	z.strictObject({
		version,
		submission: submissionSchema,
		policy,
		me: z.nullable(person),
		begun_at: moment,
		deadline_at: z.number(),
		phase,
		command,
		command_issued_at: moment,
		next: callName,
		after_refresh: callName,
		calls_made: count,
		consecutive_failures: count,
		unusable_reads: count,
		foreign_answers: count,
		api_answered: flag,
		in_doubt: flag,
		last_sent_at: z.nullable(moment),
		fresh_token: flag,
		read_showed_unanswered: flag,
		read_showed_recorded: flag,
		step_fingerprint: z.nullable(
			z.strictObject({
				uuid: textOrNull,
				started_at: textOrNull,
				options: z.array(option),
			}),
		),
		given_step: z.nullable(stepOccurrenceSchema),
		moved_to: z.nullable(
			z.strictObject({ step: z.nullable(shownStep), at: moment }),
		),
		refusal: z.nullable(
			z.strictObject({
				status: z.number(),
				outcome: outcomeSchema,
				at: moment,
			}),
		),
		may_be_on_record: flag,
		last_failure: deferredReason,
		last_cause: z.nullable(causeCode),
		not_before: moment,
		attempts: z.array(attempt),
	});

/**
 * Parses a stored state. The first issue has the code `settlement_version` if another version of the format was stored,
 * and `not_a_settlement_state` for anything else; the issues name fields, never their values.
 *
 * @param input the state as JSON data, not as text
 */
export function parseSettlementState(
	input: unknown,
): ParseResult<SettlementState> {
	const found = storedVersion(input);
	if (Number.isSafeInteger(found) && found !== settlementStateVersion)
		return {
			kind: "invalid",
			issues: [
				{
					code: "settlement_version",
					path: ["version"],
					message: `The settlement was stored by another version: its state has version ${found}, and this one reads version ${settlementStateVersion}.`,
				},
			],
		};
	const parsed = validate(settlementStateSchema, input);
	if (parsed.kind === "parsed") return parsed;
	const code = "not_a_settlement_state";
	return {
		kind: "invalid",
		issues: parsed.issues.map(({ path, message }) => ({
			code,
			path,
			message:
				path.length === 0 ? "This is not the state of a settlement." : message,
		})),
	};
}

function storedVersion(input: unknown): unknown {
	return typeof input === "object" && input !== null
		? Reflect.get(input, "version")
		: undefined;
}
