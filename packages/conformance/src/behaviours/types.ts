import type { CallName, Outcome, OutcomeKind, Policy } from "@signoff/core";
import type { ActorEvent } from "../simulation/actor-events.ts";
import type { InjectedFault, Interleaving } from "../simulation/faults.ts";
import type { WorldPlan } from "../simulation/world.ts";

/** What of an outcome must come out: the kind, and whichever other fields are named. */
export type Expected = {
	[K in OutcomeKind]: { kind: K } & Partial<
		Omit<Outcome & { kind: K }, "kind" | "attempts">
	>;
}[OutcomeKind];

/** A response that the server must hold in the end. */
export type RecordedResponse = {
	step: string;
	person_id: string;
	option_id: string;
	comment: string | null;
};

/** What the server holds: the current step occurrence (`null` once the instance has ended) and every response. */
export type ServerRecord = {
	current_step: string | null;
	responses: RecordedResponse[];
};

/** Whose token is sent: the plan's first person's, or one that the server does not know. */
export type Identity = "me" | "unknown";

/**
 * What every surface must do in one situation. Plain data: a world, what was done before, what is sent, what goes
 * wrong on the way, and what must come out.
 */
export type Behaviour = {
	name: string;
	plan: WorldPlan;
	/** Done one after the other before anything is sent. */
	before: ActorEvent[];
	as: Identity;
	/** Sent as it is: it may be malformed. */
	submission: unknown;
	faults: InjectedFault[];
	interleavings: Interleaving[];
	/** Nobody listens at the server's address. */
	unreachable: boolean;
	policy: Pick<Policy, "deadlineMs">;
	expect: {
		outcome: Expected;
		/** Every call that the server must see, in order. Only a surface that settles makes more than one. */
		requests: CallName[];
		record: ServerRecord;
		/** What comes out instead where the runtime may send a call twice, so that no refusal alone is proof. */
		when_resent?: { outcome: Expected; requests: CallName[] };
	};
};

/** What was seen of a surface in a behaviour. */
export type Observed = {
	/** `null` where the surface speaks in statuses alone. */
	outcome: Outcome | null;
	/** The HTTP status, where the surface speaks HTTP. */
	status: number | null;
	/** The exit code, where the surface is a process. */
	exit_code: number | null;
	/** `null` where the surface is itself the server. */
	requests: (CallName | "other")[] | null;
	record: ServerRecord;
};

/**
 * What a surface is. A *client* settles against a server and can come to every kind. A *server* is itself the
 * system of record: nothing can get lost between it and its own answer.
 */
export type Role = "client" | "server";

/** Runs one behaviour on a surface. Everything that tells surfaces apart is in here. */
export type Driver = {
	role: Role;
	/**
	 * Whether its runtime tells a connection that was refused from one that broke. Where it does not, a server that
	 * cannot be reached is `unavailable` to it. @default true
	 */
	reportsConnectionRefused?: boolean;
	/** Whether its runtime may send a call twice and keep it quiet, as browsers do. @default false */
	mayResend?: boolean;
	observe(behaviour: Behaviour): Promise<Observed>;
};
