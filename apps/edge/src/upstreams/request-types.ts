import type { Scope } from "@signoff/core";
import type { ListQuery } from "@signoff/core/server";

/** One of the reads of contract §2, with its parameters. */
export type ReadQuery =
	| { kind: "me" }
	| { kind: "companies" }
	| { kind: "projects"; company_id: string }
	| { kind: "tools"; scope: Scope }
	| { kind: "instances"; scope: Scope; query: ListQuery }
	| { kind: "instance"; scope: Scope; id: string }
	| { kind: "history"; scope: Scope; id: string };
