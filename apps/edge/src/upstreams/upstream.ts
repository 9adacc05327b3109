import type { Instance, Outcome, Scope, Submission } from "@signoff/core";
import type { NewInstanceRequest, PageLink } from "@signoff/core/server";
import type { Preview } from "@signoff/core/settlement";
import type { ReadQuery, ReadRequest } from "./request-types.ts";

/** The authenticated caller of a request. */
export type Principal = {
	/** The caller's id in the upstream. */
	id: string;
	/** The id of the caller's API key, if the token is one. */
	keyId?: string;
	/** The bearer token as sent; never logged. */
	token: string;
};

/** Pagination of a list; each link is the query of another page. */
export type PageInfo = { total: number; per_page: number; links: PageLink[] };

/** A page of another server: what it says about others, as far as it says so. */
export type RelayedPage = {
	total: string | null;
	per_page: string | null;
	/** The query of other pages, by relation. */
	links: { rel: string; query: Record<string, string> }[];
};

/** The result of a read, or of the creation of an instance. */
export type ReadResult =
	| { kind: "ok"; data: unknown; page?: PageInfo }
	/** A body of another server, with its envelope. */
	| { kind: "relayed"; body: unknown; page: RelayedPage }
	| { kind: "refused"; outcome: Outcome }
	/** It is not certain whether an instance was created. */
	| { kind: "creation_unknown" };

/** How the caller of a submission waits (RFC 7240). */
export type SubmitPreference = {
	/** How long, in milliseconds. */
	waitMs: number;
	/** `respond-async`: the caller asks for the outcome later. An upstream that decides at once ignores it. */
	isAsync: boolean;
};

/** The result of a submission. */
export type SubmitResult =
	| { kind: "outcome"; outcome: Outcome }
	/** The settlement goes on, and is stored. `retry_at`: when to ask for it, in Unix milliseconds. */
	| { kind: "accepted"; id: string; retry_at: number };

/** What a submission would lead to. */
export type PreviewReply =
	| { kind: "ok"; preview: Preview; instance: Instance }
	| { kind: "refused"; outcome: Outcome };

/** A settlement, for those who are attached to it. */
export type SettlementView =
	| { id: string; state: "pending"; retry_at: string }
	| { id: string; state: "settled"; outcome: Outcome };

/** The result of asking for a settlement; `unknown` also if it is another principal's. */
export type SettlementReadResult =
	| { kind: "ok"; settlement: SettlementView }
	| { kind: "unknown" }
	| { kind: "refused"; outcome: Outcome };

/** The port behind the HTTP app: a ledger, or a server that requests are relayed to. */
export type Upstream = {
	/** The owner of a token; `null` if the token is unknown. */
	identify(token: string): Promise<Principal | null>;
	/** Settles a submission. An outcome is durable once the promise resolves. */
	submit(
		principal: Principal,
		submission: Submission,
		preference: SubmitPreference,
	): Promise<SubmitResult>;
	/** Predicts the outcome of a submission; records nothing. */
	preview(principal: Principal, submission: Submission): Promise<PreviewReply>;
	/** Finds a settlement that `submit` has accepted. */
	readSettlement(
		principal: Principal,
		id: string,
	): Promise<SettlementReadResult>;
	/** Starts a workflow for an item. */
	create(
		principal: Principal,
		scope: Scope,
		request: NewInstanceRequest,
	): Promise<ReadResult>;
	/** Reads what a person may see. */
	read(
		principal: Principal,
		query: ReadQuery,
		request: ReadRequest,
	): Promise<ReadResult>;
	/** Rejects if the upstream cannot take a submission now. */
	ready(): Promise<void>;
};
