import { pathSchema, type Scope } from "@signoff/core/contract";
import { validate } from "@signoff/core/validation";
import { invalidRequest } from "../errors/failed-request.ts";
import { checkArgument } from "../options/check-argument.ts";
import { isObject } from "../options/rules.ts";

/**
 * The scope in any object that holds one, validated with core's rule for paths.
 *
 * @throws {SignoffError} `invalid`, if it is not valid
 * @throws {TypeError} if it is not an object
 */
export function parseScope(operation: string, scope: Scope): Scope {
	const { id: _, ...rest } = parsePath(operation, scope, "0");
	return rest;
}

/** A scope and the id of a resource in it; throws as {@link parseScope} does. */
export function parsePath(
	operation: string,
	scope: Scope,
	id: string,
): Scope & { id: string } {
	checkArgument("scope", scope, ["an object with `company_id`", isObject]);
	const { company_id, project_id } = scope;
	const parsed = validate(pathSchema, { company_id, project_id, id });
	if (parsed.kind === "parsed") return parsed.value;
	throw invalidRequest(operation, parsed.issues);
}
