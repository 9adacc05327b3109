import type { Outcome, Scope, Submission } from "@signoff/core";
import type { ListQuery } from "../http/schemas/list-query.ts";
import type { Wanted } from "../http/schemas/new-instance.ts";

/** Who is asking, as far as the upstream can tell. */
export type Caller = {
	/** Names the caller within the upstream. */
	id: string;
	/** The bearer token as sent; never logged. */
	token: string;
};

/** One of the reads of contract §2. */
export type Read =
	| { kind: "me" }
	| { kind: "companies" }
	| { kind: "projects"; company_id: string }
	| { kind: "tools"; scope: Scope }
	| { kind: "instances"; scope: Scope; query: ListQuery }
	| { kind: "instance"; scope: Scope; id: string }
	| { kind: "history"; scope: Scope; id: string };

/** Where a page stands among the others; each link is the query that leads there. */
export type Page = { total: number; per_page: number; links: PageLink[] };

/** One entry of a `Link` header. */
export type PageLink = {
	rel: "first" | "prev" | "next" | "last";
	query: { cursor?: string; page?: string };
};

/** What a read or a creation comes to. */
export type Found =
	| { kind: "found"; data: unknown; page?: Page }
	| { kind: "refused"; outcome: Outcome };

/** What stands behind the edge: a ledger of its own, or a server it relays to. */
export type Upstream = {
	/** Who a token belongs to; `null` where it is nobody's. */
	identify(token: string): Promise<Caller | null>;
	/** Brings a submission to its outcome. What an outcome says is durable once it is given. */
	submit(caller: Caller, submission: Submission): Promise<Outcome>;
	/** Starts a workflow for an item. */
	create(caller: Caller, scope: Scope, wanted: Wanted): Promise<Found>;
	read(caller: Caller, read: Read): Promise<Found>;
	/** Rejects where no submission could be taken now. */
	ready(): Promise<void>;
};
