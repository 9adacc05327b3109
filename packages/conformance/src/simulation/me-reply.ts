import type { HttpResponseData } from "@signoff/core";
import { refusalReply } from "./refusal-reply.ts";
import { findPerson, type WorldPlan } from "./world.ts";

/** Reply to `GET /rest/v1.0/me`: a bare object with an integer id. */
export function meReply(plan: WorldPlan, personId: string): HttpResponseData {
	if (plan.variants.me === "hidden") return refusalReply(403);
	const { id, login, name } = findPerson(plan, personId);
	const shownId =
		plan.variants.me === "same_id" ? Number(id) : Number(id) + 90_000;
	return { status: 200, headers: {}, data: { id: shownId, login, name } };
}
