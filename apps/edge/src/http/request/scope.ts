import type { Scope } from "@signoff/core";
import type { EdgeContext } from "./context.ts";

/** The company of the path, and its project at project level. */
export function scopeFromPath(c: EdgeContext): Scope {
	const project_id = c.req.param("project_id");
	return {
		company_id: c.req.param("company_id") ?? "",
		...(project_id === undefined ? {} : { project_id }),
	};
}
