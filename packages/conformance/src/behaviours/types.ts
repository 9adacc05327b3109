import type { CallName, Outcome, OutcomeKind, Policy } from "@signoff/core";
import type { ActorEvent } from "../simulation/actor-events.ts";
import type { InjectedFault, Interleaving } from "../simulation/faults.ts";
import type { WorldPlan } from "../simulation/world.ts";

/** The part of an outcome that is compared: its kind, and every other field named here. */
export type Expected = {
	[K in OutcomeKind]: { kind: K } & Partial<
		Omit<Outcome & { kind: K }, "kind" | "attempts">
	>;
}[OutcomeKind];

/** A response that must be on record in the end. */
export type RecordedResponse = {
	step: string;
	person_id: string;
	option_id: string;
	comment: string | null;
};

/** The server's record: the current step occurrence (`null` once the instance has ended) and every response. */
export type ServerRecord = {
	current_step: string | null;
	responses: RecordedResponse[];
};

/** Whose token is sent: that of the plan's first person, or one that the server does not know. */
export type Identity = "me" | "unknown";

/** What every surface must do in one situation, as plain data: world, earlier events, submission, faults, result. */
export type Behaviour = {
	name: string;
	plan: WorldPlan;
	/** Events before the submission is sent, in order. */
	before: ActorEvent[];
	as: Identity;
	/** Sent unchanged: it may be malformed. */
	submission: unknown;
	faults: InjectedFault[];
	interleavings: Interleaving[];
	/** Whether no server listens at the address. */
	unreachable: boolean;
	policy: Pick<Policy, "deadlineMs">;
	expect: {
		outcome: Expected;
		/** Every request that the server must receive, in order. Only a client sends more than one. */
		requests: CallName[];
		record: ServerRecord;
		/** The expectation if the runtime may resend a request, so that a refusal alone proves nothing. */
		when_resent?: { outcome: Expected; requests: CallName[] };
	};
};

/** What was observed when a behaviour ran on a surface. */
export type Observed = {
	/** `null` if the surface reports only a status. */
	outcome: Outcome | null;
	/** The HTTP status, if the surface speaks HTTP. */
	status: number | null;
	/** The exit code, if the surface is a process. */
	exit_code: number | null;
	/** `null` if the surface is itself the server. */
	requests: (CallName | "other")[] | null;
	record: ServerRecord;
};

/**
 * The role of a surface. A *client* settles against a server, and every outcome kind is possible. A *server* is
 * itself the system of record: no request gets lost between it and its record.
 */
export type Role = "client" | "server";

/** Runs one behaviour on a surface. Everything that is specific to a surface is in its driver. */
export type Driver = {
	role: Role;
	/**
	 * Whether the runtime distinguishes a refused connection from a broken one. If it does not, the outcome for an
	 * unreachable server has the reason `unavailable`. @default true
	 */
	reportsConnectionRefused?: boolean;
	/** Whether the runtime may resend a request without reporting it, as browsers do. @default false */
	mayResend?: boolean;
	observe(behaviour: Behaviour): Promise<Observed>;
};
