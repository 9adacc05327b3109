import type { Outcome, Scope, Submission } from "@signoff/core";
import type { NewInstanceRequest, ReadQuery } from "./requests.ts";

/** Who is asking, as far as the upstream can tell. */
export type Principal = {
	/** Names the caller within the upstream. */
	id: string;
	/** The bearer token as sent; never logged. */
	token: string;
};

/** Where a page stands among the others; each link is the query that leads there. */
export type PageInfo = { total: number; per_page: number; links: PageLink[] };

/** One entry of a `Link` header. */
export type PageLink = {
	rel: "first" | "prev" | "next" | "last";
	query: { cursor?: string; page?: string };
};

/** What a read or a creation comes to. */
export type ReadResult =
	| { kind: "ok"; data: unknown; page?: PageInfo }
	| { kind: "refused"; outcome: Outcome };

/** What stands behind the edge: a ledger of its own, or a server it relays to. */
export type Upstream = {
	/** Who a token belongs to; `null` where it is nobody's. */
	identify(token: string): Promise<Principal | null>;
	/** Brings a submission to its outcome. What an outcome says is durable once it is given. */
	submit(caller: Principal, submission: Submission): Promise<Outcome>;
	/** Starts a workflow for an item. */
	create(
		caller: Principal,
		scope: Scope,
		wanted: NewInstanceRequest,
	): Promise<ReadResult>;
	read(caller: Principal, read: ReadQuery): Promise<ReadResult>;
	/** Rejects where no submission could be taken now. */
	ready(): Promise<void>;
};
