import type { HttpResponseData } from "@signoff/core";
import { refusalReply } from "./refusal-reply.ts";
import { findPerson, type WorldPlan } from "./world.ts";

/** Reply to `GET /rest/v1.0/me`: a bare object with an integer id. */
export function meReply(plan: WorldPlan, personId: string): HttpResponseData {
	if (plan.variants.me === "hidden") return refusalReply(403);
	const { login, name } = findPerson(plan, personId);
	const data = {
		id: shownId(plan, personId),
		...shownLogin(plan, login),
		name,
	};
	return { status: 200, headers: {}, data };
}

function shownId({ variants, people }: WorldPlan, id: string): number {
	switch (variants.me) {
		case "login_only":
			return Number(id) + 90_000;
		case "colliding_id":
			return Number(people.find((other) => other.id !== id)?.id ?? id);
		default:
			return Number(id);
	}
}

function shownLogin({ variants }: WorldPlan, login: string): object {
	switch (variants.me_login) {
		case "same":
			return { login };
		case "other_case":
			return { login: login.toUpperCase() };
		case "changed":
			return { login: `new.${login}` };
		case "empty":
			return { login: "" };
		case "missing":
			return {};
	}
}
