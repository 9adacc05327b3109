import type { CallName } from "@signoff/core";
import * as z from "zod/mini";
import type { NetworkFault } from "../simulation/faults.ts";
import { callNames, count, positive } from "./schema-fields.ts";
import type { ScriptedFault, SeededFaults, SocketFault } from "./types.ts";

type AnyFault = NetworkFault | SocketFault;

const seconds = z.number().check(z.nonnegative());
const loss = z.enum(["reset", "hang"]);
const bare = <K extends string>(kind: K) =>
	z.strictObject({ kind: z.literal(kind) });
const lost = <K extends string>(kind: K) =>
	z.strictObject({ kind: z.literal(kind), loss });
const late = <K extends string>(kind: K) =>
	z.strictObject({ kind: z.literal(kind), loss, delay_ms: count });

// A table, so that a new fault does not compile without a schema.
const faults: {
	[K in AnyFault["kind"]]: z.ZodMiniType<Extract<AnyFault, { kind: K }>>;
} = {
	none: bare("none"),
	not_sent: bare("not_sent"),
	request_dropped: lost("request_dropped"),
	reply_dropped: lost("reply_dropped"),
	arrives_late: late("arrives_late"),
	duplicated: bare("duplicated"),
	duplicated_late: late("duplicated_late"),
	failed: z.strictObject({
		kind: z.literal("failed"),
		status: z.int().check(z.minimum(200), z.maximum(599)),
		recorded: z.boolean(),
		retry_after: z.nullable(seconds),
		html: z.boolean(),
	}),
	relayed: z.union([
		z.strictObject({ kind: z.literal("relayed"), status: z.literal(503) }),
		z.strictObject({
			kind: z.literal("relayed"),
			status: z.literal(504),
			recorded: z.boolean(),
		}),
	]),
	refused: z.strictObject({
		kind: z.literal("refused"),
		status: z.int().check(z.minimum(400), z.maximum(499)),
	}),
	rate_limited: z.strictObject({
		kind: z.literal("rate_limited"),
		reset_in: z.nullable(count),
		retry_after: z.nullable(seconds),
		repeated: z.optional(z.boolean()),
		dated: z.boolean(),
	}),
	token_expired: bare("token_expired"),
	stale: z.strictObject({ kind: z.literal("stale"), staleness_ms: count }),
	garbled: bare("garbled"),
	truncated: bare("truncated"),
	wrong_length: bare("wrong_length"),
	slow: z.strictObject({ kind: z.literal("slow"), duration_ms: count }),
	empty: bare("empty"),
};

/** The keys that identify a request: the `nth` one of its kind. */
export const nthRequest: {
	call: z.ZodMiniType<CallName>;
	nth: z.ZodMiniType<number>;
} = { call: z.enum(callNames), nth: positive };

/** Validates a {@link ScriptedFault}. Unknown keys are refused. */
export const scriptedFaultSchema: z.ZodMiniType<ScriptedFault> = z.strictObject(
	{
		...nthRequest,
		fault: z.union(
			Object.values(faults),
			"must be a fault that the fault server knows",
		),
	},
);

/** Validates {@link SeededFaults}. Unknown keys are refused. */
export const seededFaultsSchema: z.ZodMiniType<SeededFaults> = z.strictObject({
	seed: count,
	fault_percent: z.int().check(z.minimum(0), z.maximum(100)),
	faults_until_ms: count,
	max_delivery_delay_ms: count,
	max_read_staleness_ms: count,
	max_wait_s: count,
});
