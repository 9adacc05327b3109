import type { CallName } from "@signoff/core";
import type { ActorEvent } from "../simulation/actor-events.ts";
import type { Interleaving, NetworkFault } from "../simulation/faults.ts";
import type { WorldPlan } from "../simulation/world.ts";

/** What only a socket can do to an answer. The call itself has arrived and counts. Durations in milliseconds. */
export type SocketFault =
	/** The connection breaks in the middle of the answer. */
	| { kind: "truncated" }
	/** `Content-Length` names half of the body: what is read ends early, without a fault of the connection. */
	| { kind: "wrong_length" }
	/** The answer comes in pieces, spread over this time, its first line included. */
	| { kind: "slow"; duration_ms: number }
	/** The connection ends in good order without a byte of answer. */
	| { kind: "empty" };

/**
 * Something that goes wrong with the `nth` call of a name (from 1). A connection cannot be refused by a server that
 * listens: `not_sent` breaks it off before anything is read.
 */
export type ScriptedFault = {
	call: CallName;
	nth: number;
	fault: NetworkFault | SocketFault;
};

/** Faults drawn from a seed. */
export type SeededFaults = {
	seed: number;
	/** Of 100 calls, how many go wrong. */
	fault_percent: number;
	/** Until when, in milliseconds after the world's first call. */
	faults_until_ms: number;
	/** The longest that a message is under way, in milliseconds. */
	max_delivery_delay_ms: number;
	/** The oldest that a read shows, in milliseconds. */
	max_read_staleness_ms: number;
	/** The longest wait that a 429 or 503 asks for, in whole seconds. */
	max_wait_s: number;
};

/** So many calls in each window of so many milliseconds, failed ones included (contract §4). Windows begin by the clock. */
export type RateLimit = { calls: number; window_ms: number };

/** A login server for a world (contract §3). */
export type OAuth = {
	/** How long each access token lives, in seconds; the world's first one as well. */
	expires_in: number;
};

/** What a world's app is registered with, and what its person's login gave. */
export type ServedOAuth = {
	client_id: string;
	client_secret: string;
	/** Works once, as each that follows it. */
	refresh_token: string;
};

/** A world to be served, and what goes wrong in it. Plain JSON. */
export type HostedWorld = {
	plan: WorldPlan;
	/** Done before the first call, one after the other. */
	before: ActorEvent[];
	faults: ScriptedFault[];
	interleavings?: Interleaving[] | undefined;
	/** Where no scripted fault meets a call, it may meet a drawn one. */
	seeded?: SeededFaults | undefined;
	/**
	 * The id of another world, whose people, tokens and limits are this one's too: with its token, the paths of this
	 * one's instance lead here. So one client answers many instances.
	 */
	sibling_of?: string | undefined;
	/** Every answer tells of the tighter one; a call that is one too many is answered 429. */
	limits?: RateLimit[] | undefined;
	/** Where it is left out, tokens do not end, and there is no `POST /oauth/token`. */
	oauth?: OAuth | undefined;
};

/** Where a world is served, and who its caller is. */
export type ServedWorld = {
	id: string;
	/** The origin that the contract's paths follow. All worlds share it: the token tells them apart. */
	base_url: string;
	/** The token of the plan's first person. */
	token: string;
	/** A token that nobody has: every call with it is answered 401, and seen. */
	unknown_token: string;
	/** Where the world has a login server: at `base_url`, with the paths of contract §3. */
	oauth?: ServedOAuth | undefined;
};

/**
 * A call that came in. `other`: nothing that the contract's client ever calls, such as the page that a redirect
 * leads to. `status` is that of the answer, or `null` where no whole answer went out.
 */
export type ReceivedRequest = {
	call: CallName | "other";
	status: number | null;
};

/** What a world's server holds. */
export type WorldRecord = {
	/** `null` once the instance has ended. */
	current_step: string | null;
	/** `origin`: `elsewhere`, or the call that put it there, as `submit 2`. */
	responses: {
		step: string;
		person_id: string;
		option_id: string;
		/** `null` where empty. */
		comment: string | null;
		origin: string;
	}[];
	/** Step occurrences that a read has shown as current, without an answer of the plan's first person. */
	shown_unanswered: string[];
};
