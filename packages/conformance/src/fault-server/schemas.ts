import * as z from "zod/mini";
import type { ActorEvent } from "../simulation/actor-events.ts";
import type { Interleaving, NetworkFault } from "../simulation/faults.ts";
import type { WorldPlan } from "../simulation/world.ts";
import type {
	HostedWorld,
	ReceivedRequest,
	ScriptedFault,
	SeededFaults,
	ServedWorld,
	SocketFault,
	WorldRecord,
} from "./types.ts";

const count = z.int().check(z.nonnegative());
const id = z.string().check(z.minLength(1));
const textOrNull = z.nullable(z.string());
const loss = z.enum(["reset", "hang"]);
const callNames = [
	"submit",
	"read_instance",
	"read_history",
	"read_me",
	"refresh_token",
] as const;
const call = z.enum(callNames);

const plan: z.ZodMiniType<WorldPlan> = z.strictObject({
	company_id: z.string().check(z.regex(/^[0-9]+$/, "must be digits")),
	project_id: z.optional(id),
	instance_id: id,
	people: z
		.array(z.strictObject({ id, login: z.string(), name: z.string() }))
		.check(z.minLength(1)),
	steps: z
		.array(
			z.strictObject({
				name: z.string(),
				decision_type: z.enum(["first", "multiple"]),
				assignees: z.array(
					z.strictObject({ person_id: id, required: z.boolean() }),
				),
				options: z.array(
					z.strictObject({ id, name: z.string(), response_type: textOrNull }),
				),
			}),
		)
		.check(z.minLength(1)),
	variants: z.strictObject({
		late_resubmission: z.literal([204, 404, 422]),
		sends_replayed_header: z.boolean(),
		sends_outcome: z.boolean(),
		comments: z.enum(["kept", "trimmed", "trimmed_when_kept"]),
		instance: z.enum(["shown", "hidden"]),
		history: z.enum(["shown", "hidden", "empty"]),
		history_ids: z.enum(["equal", "other"]),
		history_options: z.enum(["listed", "labels_only"]),
		me: z.enum(["same_id", "login_only", "hidden"]),
	}),
});

const actorEvent: z.ZodMiniType<ActorEvent> = z.discriminatedUnion("kind", [
	z.strictObject({
		kind: z.literal("responds"),
		person_id: id,
		option: count,
		comment: textOrNull,
	}),
	z.strictObject({ kind: z.literal("overrides") }),
	z.strictObject({ kind: z.literal("removes_me") }),
]);

const bare = <K extends string>(kind: K) =>
	z.strictObject({ kind: z.literal(kind) });
const silent = <K extends string>(kind: K) =>
	z.strictObject({ kind: z.literal(kind), loss });
const late = <K extends string>(kind: K) =>
	z.strictObject({ kind: z.literal(kind), loss, delay_ms: count });

type AnyFault = NetworkFault | SocketFault;

// A table, so that a new fault does not compile until it can be asked for.
const faults: {
	[K in AnyFault["kind"]]: z.ZodMiniType<Extract<AnyFault, { kind: K }>>;
} = {
	none: bare("none"),
	not_sent: bare("not_sent"),
	request_dropped: silent("request_dropped"),
	reply_dropped: silent("reply_dropped"),
	arrives_late: late("arrives_late"),
	duplicated: bare("duplicated"),
	duplicated_late: late("duplicated_late"),
	failed: z.strictObject({
		kind: z.literal("failed"),
		status: z.int().check(z.minimum(200), z.maximum(599)),
		recorded: z.boolean(),
		retry_after: z.nullable(count),
		html: z.boolean(),
	}),
	refused: z.strictObject({
		kind: z.literal("refused"),
		status: z.int().check(z.minimum(400), z.maximum(499)),
	}),
	rate_limited: z.strictObject({
		kind: z.literal("rate_limited"),
		reset_in: z.nullable(count),
		retry_after: z.nullable(count),
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

const anyFault: z.ZodMiniType<AnyFault> = z.union(
	Object.values(faults),
	"must be a fault that the fault server knows",
);
const place = { call, nth: z.int().check(z.positive()) };
const scriptedFault: z.ZodMiniType<ScriptedFault> = z.strictObject({
	...place,
	fault: anyFault,
});
const interleaving: z.ZodMiniType<Interleaving> = z.strictObject({
	before: z.strictObject(place),
	event: actorEvent,
});
const seeded: z.ZodMiniType<SeededFaults> = z.strictObject({
	seed: count,
	fault_percent: z.int().check(z.minimum(0), z.maximum(100)),
	faults_until_ms: count,
	max_delivery_delay_ms: count,
	max_read_staleness_ms: count,
	max_wait_s: count,
});

/** Accepts a {@link HostedWorld} and nothing else; unknown keys are refused. */
export const hostedWorldSchema: z.ZodMiniType<HostedWorld> = z.strictObject({
	plan,
	before: z.array(actorEvent),
	faults: z.array(scriptedFault),
	interleavings: z.optional(z.array(interleaving)),
	seeded: z.optional(seeded),
	sibling_of: z.optional(id),
	limits: z.optional(
		z.array(
			z.strictObject({
				calls: z.int().check(z.positive()),
				window_ms: z.int().check(z.positive()),
			}),
		),
	),
	oauth: z.optional(
		z.strictObject({ expires_in: z.number().check(z.positive()) }),
	),
});

/** Reads what adding a world answers. */
export const servedWorldSchema: z.ZodMiniType<ServedWorld> = z.object({
	id,
	base_url: id,
	token: id,
	unknown_token: id,
	oauth: z.optional(
		z.object({ client_id: id, client_secret: id, refresh_token: id }),
	),
});

/** Reads a new token. */
export const tokenSchema: z.ZodMiniType<{ token: string }> = z.object({
	token: id,
});

/** Reads a new code. */
export const codeSchema: z.ZodMiniType<{ code: string }> = z.object({
	code: id,
});

/** Reads the calls that came in. */
export const receivedRequestsSchema: z.ZodMiniType<ReceivedRequest[]> = z.array(
	z.object({
		call: z.enum([...callNames, "other"]),
		status: z.nullable(z.int()),
	}),
);

/** Reads what a world's server holds. */
export const worldRecordSchema: z.ZodMiniType<WorldRecord> = z.object({
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
