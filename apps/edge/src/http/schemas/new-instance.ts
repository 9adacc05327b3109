import * as z from "zod/mini";
import type { NewInstanceRequest } from "../../upstreams/request-types.ts";

const name = z.string().check(
	z.minLength(1),
	z.maxLength(255),
	z.refine((text) => text.isWellFormed(), "must be well-formed Unicode"),
);
const optionalName = z.optional(z.nullable(name));

/** Accepts a {@link NewInstanceRequest} and nothing else. */
export const newInstanceSchema: z.ZodMiniType<NewInstanceRequest> =
	z.strictObject({
		tool_type: name,
		tool_subtype: optionalName,
		item_id: name,
		template_id: optionalName,
		preset_id: optionalName,
	});
