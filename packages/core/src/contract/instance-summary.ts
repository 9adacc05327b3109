import * as z from "zod/mini";
import { id, idOrNull, text } from "./lenient.ts";

/** One row of a list of instances, without step data (contract §2). */
export type InstanceSummary = {
	id: string;
	tool_type: string | null;
	tool_subtype: string | null;
	item_id: string | null;
	created_at: string | null;
	updated_at: string | null;
	started_at: string | null;
	ended_at: string | null;
	[field: string]: unknown;
};

/** Parses one row of `GET …/workflows/instances`. */
export const instanceSummarySchema: z.ZodMiniType<InstanceSummary> =
	z.looseObject({
		id,
		tool_type: text,
		tool_subtype: text,
		item_id: idOrNull,
		created_at: text,
		updated_at: text,
		started_at: text,
		ended_at: text,
	});
