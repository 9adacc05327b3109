import * as z from "zod/mini";

/** The body of a request that starts a workflow for an item (contract §2). */
export type NewInstanceRequest = {
	tool_type: string;
	tool_subtype?: string | null | undefined;
	/** The item that goes through the workflow. */
	item_id: string;
	template_id?: string | null | undefined;
	preset_id?: string | null | undefined;
};

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
