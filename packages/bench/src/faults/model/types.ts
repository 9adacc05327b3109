import type {
	ConnectionFault,
	HostedWorld,
	ServedOAuth,
} from "@signoff/conformance/fault-server";
import type { Submission } from "@signoff/core";
import type { Claim, Truth } from "./truth.ts";

/** How the fault server behaves in a row of the table. */
export type WorldFault = {
	faults: HostedWorld["faults"];
	before?: HostedWorld["before"];
	interleavings?: HostedWorld["interleavings"];
	/** `first`: the response ends the step. @default "multiple" */
	decision_type?: "first" | "multiple";
	/** The status of an identical resubmission after the step has moved on. @default 204 */
	late_resubmission?: 204 | 404 | 422;
};

/** A row of the table. */
export type FaultRow = {
	/** Unique; selects the row on the command line. */
	id: string;
	title: string;
	/** How many instances the client answers at once. @default 1 */
	calls?: number;
	/** The client's access token has expired before the call. @default false */
	token_expired?: boolean;
	/** The server answers nothing after the first POST. @default false */
	is_silent?: boolean;
} & (
	| { kind: "world"; world: WorldFault }
	/** No connection to the server can be made. */
	| { kind: "connection"; fault: ConnectionFault }
);

/** A table of the document. */
export type FaultGroup = { title: string; rows: FaultRow[] };

/** The server that a client calls in one cell. */
export type Target = {
	baseUrl: string;
	/** The login server. Its refresh tokens work once. */
	login: ServedOAuth & { url: string };
	/** Time limit of each call. */
	timeLimitMs: number;
};

/** What a client's call ended in. */
export type Report = {
	/** In a few words, such as `recorded` or `rejected: 422`. */
	said: string;
	claim: Claim;
};

/** A client in the table. */
export type FaultClient = {
	name: string;
	/** The npm packages whose versions the document names. */
	packages: string[];
	/** Its settings, as Markdown. */
	settings: string;
	/** Creates a client that has refreshed its token, and returns its call, which does not reject. */
	prepare(target: Target): Promise<(submission: Submission) => Promise<Report>>;
};

/** A cell of the table. */
export type Cell = {
	fault: string;
	client: string;
	/** Of several calls, each result with its number. */
	said: string;
	/** How many POSTs of the response the server received. */
	posts: number;
	/** How often the client refreshed its token during the call. */
	refreshes: number;
	/** Until the last call ended. */
	seconds: number;
	/** Of several calls, the worst. */
	truth: Truth;
};
