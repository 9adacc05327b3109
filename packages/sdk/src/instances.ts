import {
	check,
	data,
	type History,
	historySchema,
	type Instance,
	type InstanceSummary,
	instanceSchema,
	instanceSummarySchema,
	paths,
	type Scope,
} from "@signoff/core";
import type { ReadOptions } from "./options.ts";
import { mostPerPage, pages } from "./pages.ts";
import { make, read } from "./read.ts";
import { companyHeader, get } from "./requests.ts";
import { rowsOf } from "./rows.ts";
import { placeOf, scopeFrom } from "./scope.ts";
import type { Session } from "./session.ts";

/** Which instances to list; the names are those of the wire (contract §2: `filters[…]`). */
export type InstanceFilters = {
	tool_type: string;
	/** For correspondence. */
	tool_subtype?: string | undefined;
	item_id?: string | undefined;
	assignee_id?: string | undefined;
	active?: boolean | undefined;
	overdue?: boolean | undefined;
};

/** What a new instance is about (contract §2). */
export type NewInstance = {
	tool_type: string;
	tool_subtype?: string | undefined;
	item_id: string;
	template_id?: string | undefined;
	preset_id?: string | undefined;
};

/** `client.instances` */
export type Instances = {
	/**
	 * Goes through the instances of one tool, row by row; rows have no step data. Rows that arrive are given out
	 * before the next page is read. Throws a `SignoffError` (`invalid`) at once where the scope is none.
	 */
	list(
		scope: Scope,
		filters: InstanceFilters,
		options?: ReadOptions,
	): AsyncIterable<InstanceSummary>;
	get(scope: Scope, id: string, options?: ReadOptions): Promise<Instance>;
	history(scope: Scope, id: string, options?: ReadOptions): Promise<History>;
	/** Starts a workflow on an item. Where no answer came it rejects with `uncertain`, and does not try again. */
	create(
		scope: Scope,
		instance: NewInstance,
		options?: ReadOptions,
	): Promise<Instance>;
};

/** Everything about workflow instances but answering them. */
export function createInstances(session: Session): Instances {
	return {
		list(scope, filters, options) {
			const attempt = "Listing the instances";
			const { company_id, ...rest } = scopeFrom(attempt, scope);
			const request = get(
				session.base,
				paths.instances({ company_id, ...rest }),
				company_id,
			);
			for (const [name, value] of Object.entries(filters))
				if (value !== undefined)
					request.url.searchParams.set(`filters[${name}]`, String(value));
			request.url.searchParams.set("per_page", mostPerPage);
			const parse = (body: unknown) =>
				rowsOf(data(body), (row) => check(instanceSummarySchema, row));
			return pages(session, { attempt, request, parse }, options);
		},
		async get(scope, id, options) {
			const attempt = "Reading the instance";
			const place = placeOf(attempt, scope, id);
			const request = get(
				session.base,
				paths.instance(place, place.id),
				place.company_id,
			);
			const parse = (body: unknown) => check(instanceSchema, data(body));
			return (await read(session, { attempt, request, parse }, options)).value;
		},
		async history(scope, id, options) {
			const attempt = "Reading the history";
			const place = placeOf(attempt, scope, id);
			const request = get(
				session.base,
				paths.history(place, place.id),
				place.company_id,
			);
			const parse = (body: unknown) => check(historySchema, data(body));
			return (await read(session, { attempt, request, parse }, options)).value;
		},
		async create(scope, body, options) {
			const attempt = "Creating the instance";
			const where = scopeFrom(attempt, scope);
			const { url } = get(session.base, paths.instances(where), null);
			const headers = {
				"Content-Type": "application/json",
				...companyHeader(where.company_id),
			};
			const parse = (answer: unknown) => check(instanceSchema, data(answer));
			return (
				await make(
					session,
					{ attempt, request: { method: "POST", url, headers, body }, parse },
					options,
				)
			).value;
		},
	};
}
