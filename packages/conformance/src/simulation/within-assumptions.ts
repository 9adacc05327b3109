import { normalizeComment } from "@signoff/core/contract";
import { respondentIdOf } from "./actor-events.ts";
import { type CommentDisplay, displayComment } from "./comment-display.ts";
import type { TimedEvent } from "./random-scenario.ts";
import type { Person, Variants, WorldPlan } from "./world.ts";

/** Takes back what the settlement rule assumes not to occur. */
export function withinAssumptions(
	plan: WorldPlan,
	comment: string | null,
	events: TimedEvent[],
): WorldPlan {
	return {
		...plan,
		people: plan.people.map((person) => recognizable(plan, person)),
		variants: {
			...plan.variants,
			me_login: recognizableLogin(plan.variants),
			...displaysWithinAssumptions(plan, comment, events),
		},
	};
}

/** For one person, id or login is the same in `me` and in every row. */
function recognizable(plan: WorldPlan, person: Person): Person {
	const { variants } = plan;
	const sameLogin =
		person.id !== respondentIdOf(plan) ||
		["same", "other_case"].includes(recognizableLogin(variants));
	const otherIds =
		variants.me === "login_only" || variants.me === "colliding_id";
	const recognized = (keys: Person["instance_row"]): Person["instance_row"] => {
		if (keys === "no_id") return sameLogin ? keys : "both";
		return otherIds && keys !== "other_case" ? "both" : keys;
	};
	return {
		...person,
		instance_row: recognized(person.instance_row),
		history_row: recognized(person.history_row),
	};
}

function recognizableLogin({ me, me_login }: Variants): Variants["me_login"] {
	const otherIds = me === "login_only" || me === "colliding_id";
	return otherIds && me_login !== "other_case" ? "same" : me_login;
}

/** An identical repeat is never refused; here, the server may refuse a comment that a reader takes for the same. */
function serverMayDecideOtherwise(
	{ variants }: WorldPlan,
	comment: string | null,
	recorded: (string | null)[],
): boolean {
	return (
		(variants.comments === "trimmed_when_kept" &&
			(comment ?? "").trim() !== (comment ?? "")) ||
		recorded.some(
			(other) =>
				other !== comment &&
				normalizeComment(other) === normalizeComment(comment),
		)
	);
}

/** A comment that is shown as equal to the submitted one is the same comment, also if the submitted one is empty. */
function displaysWithinAssumptions(
	plan: WorldPlan,
	comment: string | null,
	events: TimedEvent[],
): Pick<Variants, "instance_comments" | "history_comments"> {
	const submitted = normalizeComment(comment);
	const respondent = respondentIdOf(plan);
	const recorded = events.flatMap((event) =>
		event.kind === "responds" && event.person_id === respondent
			? [event.comment]
			: [],
	);
	const mayDecideOtherwise = serverMayDecideOtherwise(plan, comment, recorded);
	const allowed = (display: CommentDisplay): CommentDisplay =>
		mayDecideOtherwise ||
		recorded.some(
			(other) =>
				normalizeComment(other) !== submitted &&
				normalizeComment(displayComment(other, display)) === submitted,
		)
			? "verbatim"
			: display;
	return {
		instance_comments: allowed(plan.variants.instance_comments),
		history_comments: allowed(plan.variants.history_comments),
	};
}
