import type { Outcome, Scope, Submission } from "@signoff/core";
import type { NewInstanceRequest, PageLink } from "@signoff/core/server";
import type { ReadQuery } from "./request-types.ts";

/** The authenticated caller of a request. */
export type Principal = {
	/** The caller's id in the upstream. */
	id: string;
	/** The bearer token as sent; never logged. */
	token: string;
};

/** Pagination of a list; each link is the query of another page. */
export type PageInfo = { total: number; per_page: number; links: PageLink[] };

/** The result of a read, or of the creation of an instance. */
export type ReadResult =
	| { kind: "ok"; data: unknown; page?: PageInfo }
	| { kind: "refused"; outcome: Outcome };

/** The port behind the HTTP app: a ledger, or a server that requests are relayed to. */
export type Upstream = {
	/** The owner of a token; `null` if the token is unknown. */
	identify(token: string): Promise<Principal | null>;
	/** Settles a submission. The outcome is durable once the promise resolves. */
	submit(principal: Principal, submission: Submission): Promise<Outcome>;
	/** Starts a workflow for an item. */
	create(
		principal: Principal,
		scope: Scope,
		request: NewInstanceRequest,
	): Promise<ReadResult>;
	read(principal: Principal, query: ReadQuery): Promise<ReadResult>;
	/** Rejects if the upstream cannot take a submission now. */
	ready(): Promise<void>;
};
