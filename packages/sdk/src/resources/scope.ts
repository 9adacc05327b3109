import { pathSchema, type Scope } from "@signoff/core/contract";
import { outcomes } from "@signoff/core/outcome";
import { validate } from "@signoff/core/validation";
import { SignoffError } from "../errors/signoff-error.ts";

/**
 * Takes a scope out of whatever holds one, by core's rule for paths.
 *
 * @throws {SignoffError} `invalid`, where it is none
 */
export function scopeFrom(attempt: string, scope: Scope): Scope {
	const { id: _, ...rest } = placeOf(attempt, scope, "0");
	return rest;
}

/** A scope and the id of something in it; throws as {@link scopeFrom} does. */
export function placeOf(
	attempt: string,
	{ company_id, project_id }: Scope,
	id: string,
): Scope & { id: string } {
	const parsed = validate(pathSchema, { company_id, project_id, id });
	if (parsed.kind === "parsed") return parsed.value;
	throw new SignoffError(attempt, outcomes.invalid(parsed.issues));
}
