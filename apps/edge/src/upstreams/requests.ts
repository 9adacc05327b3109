import type { Scope } from "@signoff/core";

/** What a list of instances is asked with (contract §2), as sent: every value a text. */
export type ListQuery = {
	filters: {
		tool_type: string;
		tool_subtype?: string | undefined;
		item_id?: string | undefined;
		assignee_id?: string | undefined;
		active?: "true" | "false" | undefined;
		overdue?: "true" | "false" | undefined;
	};
	per_page?: string | undefined;
	/** Where a page begins, from a `Link`; exclusive with `page`. */
	cursor?: string | undefined;
	page?: string | undefined;
};

/** Rows of a page where `per_page` is left out, and at most (contract §2). */
export const pageSizes = { default: 10, max: 100 } as const;

/** What a new workflow instance is asked for with (contract §2). */
export type NewInstanceRequest = {
	tool_type: string;
	tool_subtype?: string | null | undefined;
	/** The item that goes through the workflow. */
	item_id: string;
	template_id?: string | null | undefined;
	preset_id?: string | null | undefined;
};

/** One of the reads of contract §2. */
export type ReadQuery =
	| { kind: "me" }
	| { kind: "companies" }
	| { kind: "projects"; company_id: string }
	| { kind: "tools"; scope: Scope }
	| { kind: "instances"; scope: Scope; query: ListQuery }
	| { kind: "instance"; scope: Scope; id: string }
	| { kind: "history"; scope: Scope; id: string };
