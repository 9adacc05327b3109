import type { CallName } from "@signoff/core";
import type { ActorEvent } from "../simulation/actor-events.ts";
import type { Interleaving, NetworkFault } from "../simulation/faults.ts";
import type { WorldPlan } from "../simulation/world.ts";

/** A fault of a reply that only a socket can cause. The request itself arrives and takes effect. */
export type SocketFault =
	/** The connection is closed in the middle of the reply. */
	| { kind: "truncated" }
	/** `Content-Length` is half of the body's length: the client reads a part without an error of the connection. */
	| { kind: "wrong_length" }
	/** The reply, its status line included, is sent in pieces spread over this time. */
	| { kind: "slow"; duration_ms: number }
	/** The connection is closed normally without a byte of the reply. */
	| { kind: "empty" };

/**
 * A fault of the `nth` request of a kind, counted from 1. A listening server cannot refuse a connection: `not_sent`
 * resets it before anything is read.
 */
export type ScriptedFault = {
	call: CallName;
	nth: number;
	fault: NetworkFault | SocketFault;
};

/** Random faults, generated from a seed. */
export type SeededFaults = {
	seed: number;
	/** Of 100 requests, how many meet a fault. */
	fault_percent: number;
	/** When faults end, in milliseconds after the world's first request. */
	faults_until_ms: number;
	/** The longest time that a request is in transit, in milliseconds. */
	max_delivery_delay_ms: number;
	/** The oldest state that a read shows, in milliseconds. */
	max_read_staleness_ms: number;
	/** The longest wait that a 429 or 503 asks for, in whole seconds. */
	max_wait_s: number;
};

/** So many requests in each window, failed ones included (contract §4). Windows are aligned with the clock. */
export type RateLimit = { requests: number; window_ms: number };

/** The OAuth server of a world (contract §3). */
export type OAuthSettings = {
	/** The lifetime of each access token in seconds, the world's first one included. */
	expires_in: number;
	/** How the replies that grant tokens differ from the contract's. They grant them all the same. */
	reply?: TokenReplyVariant | undefined;
};

/** A token reply as servers and proxies in the wild send it. */
export type TokenReplyVariant = {
	/** A 2xx. @default 200 */
	status?: number | undefined;
	/** Fields that replace the reply's, such as `{ "expires_in": "5400" }`. */
	fields?: Record<string, unknown> | undefined;
	/** Fields that the reply does not have. */
	omit?: string[] | undefined;
};

/** The credentials of a world's app, and the refresh token of its person. */
export type ServedOAuth = {
	client_id: string;
	client_secret: string;
	/** Works once, as does each one that follows it. */
	refresh_token: string;
};

/** A world to serve, with its faults. Plain JSON. */
export type HostedWorld = {
	plan: WorldPlan;
	/** Events before the first request, in order. */
	before: ActorEvent[];
	faults: ScriptedFault[];
	interleavings?: Interleaving[] | undefined;
	/** Random faults of the requests that meet no scripted one. */
	seeded?: SeededFaults | undefined;
	/**
	 * The id of another world, whose people, tokens and rate limits this one shares. With that world's token, the
	 * paths of this world's instance lead here, so that one client can respond to many instances.
	 */
	sibling_of?: string | undefined;
	/** Every reply has the headers of the limit with the fewest remaining requests; a request above a limit gets 429. */
	limits?: RateLimit[] | undefined;
	/** If omitted, tokens do not expire, and there is no `POST /oauth/token`. */
	oauth?: OAuthSettings | undefined;
};

/** The address and the tokens of a world that is served. */
export type ServedWorld = {
	id: string;
	/** The origin of the contract's paths. All worlds share it: the token identifies the world. */
	base_url: string;
	/** The token of the plan's first person. */
	token: string;
	/** A token that the world never issued: every request with it is counted and gets 401. */
	unknown_token: string;
	/** If the world has an OAuth server: it is at `base_url`, with the paths of contract §3. */
	oauth?: ServedOAuth | undefined;
};

/**
 * A request that the server received. `other`: one that the contract's client never sends, such as a GET of the page
 * that a redirect leads to. `status` is that of the reply, or `null` if no whole reply was sent.
 */
export type ReceivedRequest = {
	call: CallName | "other";
	status: number | null;
	/** Whether it repeats a request before the moment that the server named in the reply to that one. Absent if not. */
	too_early?: true | undefined;
};

/** What a world's server holds. */
export type HostedWorldRecord = {
	/** `null` once the instance has ended. */
	current_step: string | null;
	/** `origin`: the request that put the response on record, such as `submit 2`, or `external`. */
	responses: {
		step: string;
		person_id: string;
		option_id: string;
		/** `null` if empty. */
		comment: string | null;
		origin: string;
	}[];
	/** Step occurrences that a read has shown as current, without a response of the plan's first person. */
	shown_unanswered: string[];
};
