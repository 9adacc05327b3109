import type {
	Attachments,
	CallName,
	Outcome,
	OutcomeKind,
	Policy,
	Scope,
} from "@signoff/core";
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
		/**
		 * What differs if the option is entered by its name. `requests`: those that resolve the name, and those of the
		 * settlement. A submission whose option no step offers has one of these, since a name is never sent.
		 */
		by_name?: {
			outcome?: Expected;
			requests?: CallName[];
			record?: ServerRecord;
		};
	};
};

/** How a submission names its response option. Only an id is sent to the server. */
export type OptionForm = "id" | "name";

/** A response as a person enters it: the option by its name. Plain JSON; the sdk's `Draft` has the same shape. */
export type NamedDraft = Scope & {
	id: string;
	/** The step occurrence's id. */
	step: string;
	/** The option's name. */
	option: string;
	comment?: string | null | undefined;
	attachments?: Attachments | undefined;
};

/** A part of a draft that a surface may have no input for. */
export type DraftFeature = "attachments" | "null_character";

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
	/** How the surface takes response options; every behaviour runs once in each form. @default ["id"] */
	optionForms?: readonly OptionForm[];
	/** What a draft cannot have on this surface: such behaviours run in the form `id` alone. @default [] */
	draftsWithout?: readonly DraftFeature[];
	/** Plays a behaviour on the surface, and reports what happened. */
	observe(behaviour: Behaviour, form: OptionForm): Promise<Observed>;
	/** The kind that the surface's preview predicts, if it has previews: nothing happens between its reads. */
	preview?(behaviour: Behaviour, form: OptionForm): Promise<OutcomeKind>;
};
