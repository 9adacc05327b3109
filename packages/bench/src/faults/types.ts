import type {
	ConnectionFault,
	HostedWorld,
	ServedOAuth,
} from "@signoff/conformance/fault-server";
import type { Submission } from "@signoff/core";
import type { Claim } from "./truth.ts";

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
} & (
	| { kind: "world"; world: WorldFault }
	/** No connection to the server can be made. */
	| { kind: "connection"; fault: ConnectionFault }
);

/** A table of the document. */
export type FaultGroup = { title: string; rows: FaultRow[] };

/** The server that a client calls in one cell, and what it sends. */
export type Target = {
	baseUrl: string;
	/** The login server. Its refresh tokens work once. */
	login: ServedOAuth & { url: string };
	submission: Submission;
	/** Time limit of the whole call. */
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
	/** Creates a client that has refreshed its token, and returns its call. The call does not reject. */
	prepare(target: Target): Promise<() => Promise<Report>>;
};

/** A cell of the table. */
export type Cell = {
	fault: string;
	client: string;
	said: string;
	/** How many POSTs of the response the server received. */
	posts: number;
	/** How often the client refreshed its token during the call. */
	refreshes: number;
	seconds: number;
	truth: "true" | "false" | "unsure";
};
