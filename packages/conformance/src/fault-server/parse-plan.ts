import { validate } from "@signoff/core";
import type * as z from "zod/mini";

/**
 * The plan, validated.
 *
 * @throws {TypeError} that names each problem
 */
export function parsePlan<T>(schema: z.ZodMiniType<T>, plan: unknown): T {
	const parsed = validate(schema, plan);
	if (parsed.kind === "parsed") return parsed.value;
	const problems = parsed.issues.map(({ message }) => message);
	throw new TypeError(`The plan is not valid: ${problems.join(" ")}`);
}
