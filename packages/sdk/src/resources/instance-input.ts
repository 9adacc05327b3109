import {
	type NewInstanceRequest,
	newInstanceSchema,
	parseListQuery,
} from "@signoff/core/server";
import { type Issue, malformedIssue, validate } from "@signoff/core/validation";
import { invalidRequest } from "../errors/failed-request.ts";
import { checkArgument } from "../options/check-argument.ts";
import { isObject } from "../options/rules.ts";

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

/** The item that a new instance is for (contract §2). */
export type NewInstance = {
	tool_type: string;
	tool_subtype?: string | undefined;
	item_id: string;
	template_id?: string | undefined;
	preset_id?: string | undefined;
};

/**
 * The query of a list of instances, by core's rule for it.
 *
 * @throws {SignoffError} `invalid`, if a filter is unknown or invalid
 * @throws {TypeError} if there is no object of filters
 */
export function parseFilters(
	operation: string,
	filters: InstanceFilters,
): Record<string, string> {
	checkArgument("filters", filters, ["an object with `tool_type`", isObject]);
	const given = Object.entries(filters).filter(
		([, value]) => value !== undefined,
	);
	const query = given.map(([name, value]): [string, string] => [
		`filters[${name}]`,
		String(value),
	]);
	const parsed = parseListQuery(query);
	const issues =
		parsed.kind === "invalid"
			? parsed.issues.map(withoutQuery)
			: given.flatMap(([name, value]) => typeIssues(name, value));
	if (issues.length > 0) throw invalidRequest(operation, issues);
	return Object.fromEntries(query);
}

/**
 * The body of a request for a new instance, by core's rule for it.
 *
 * @throws {SignoffError} `invalid`, if it is not valid
 * @throws {TypeError} if it is not an object
 */
export function parseNewInstance(
	operation: string,
	instance: NewInstance,
): NewInstanceRequest {
	const expected = "an object with `tool_type` and `item_id`";
	checkArgument("instance", instance, [expected, isObject]);
	const parsed = validate(newInstanceSchema, instance);
	if (parsed.kind === "parsed") return parsed.value;
	throw invalidRequest(operation, parsed.issues);
}

/** In a query everything is text: an object or a number would be accepted there. */
function typeIssues(name: string, value: unknown): Issue[] {
	const isFlag = name === "active" || name === "overdue";
	return isFlag || typeof value === "string"
		? []
		: [
				malformedIssue(
					["filters", name],
					`\`filters.${name}\` must be a string.`,
				),
			];
}

function withoutQuery({ path, ...issue }: Issue): Issue {
	return { ...issue, path: path.slice(1) };
}
