import type { Me, Submission } from "@signoff/core";
import { normalizeComment } from "@signoff/core/contract";
import { respondentIdOf } from "../simulation/actor-events.ts";
import { displayComment } from "../simulation/comment-display.ts";
import { meReply } from "../simulation/me-reply.ts";
import { shownPerson } from "../simulation/person-keys.ts";
import type { WorldPlan } from "../simulation/world.ts";
import type { SettlementResult } from "./schedule-result.ts";

/**
 * Whether reads decide a submission, whatever is on record: instance, history and `me` can be read, rows say whose
 * they are and what was chosen, and comments are shown as they are.
 *
 * @param knowsStep whether the step was read while it was current
 */
export function isClear(
	{ scenario, server }: SettlementResult,
	knowsStep: boolean,
): boolean {
	const { plan, submission } = scenario;
	const { instance, history, me, history_ids } = plan.variants;
	return (
		instance === "shown" &&
		history === "shown" &&
		me !== "hidden" &&
		(knowsStep || history_ids === "equal") &&
		labelsAreClear(plan, knowsStep) &&
		(scenario.worlds === "classic" ||
			(rowsAreClear(plan) &&
				commentsAreClear(plan, submission, server) &&
				peopleAreClear(plan)))
	);
}

/** Whether each label of a history leads to one option. */
function labelsAreClear(
	{ steps, variants }: WorldPlan,
	knowsStep: boolean,
): boolean {
	const { history_labels, history_options, instance_options } = variants;
	const listed =
		history_options === "listed" && history_labels !== "renamed_since";
	const remembered =
		knowsStep &&
		instance_options === "listed" &&
		(history_labels === "same" || history_labels === "spaced");
	return (
		(listed || remembered) &&
		steps.every(
			({ options }) =>
				new Set(options.map(({ name }) => name.trim())).size === options.length,
		)
	);
}

function rowsAreClear({ variants }: WorldPlan): boolean {
	return (
		variants.broken_rows === "none" &&
		variants.removed_rows === "shown" &&
		variants.instance_options === "listed" &&
		(variants.row_options === "complete" || variants.row_options === "draft") &&
		variants.instance_times !== "number" &&
		variants.history_times !== "number"
	);
}

/** Whether the submitted comment, and each one that the respondent has on record, is shown as it is. */
function commentsAreClear(
	plan: WorldPlan,
	{ response }: Submission,
	{ versions }: SettlementResult["server"],
): boolean {
	const { instance_comments, history_comments } = plan.variants;
	const respondent = respondentIdOf(plan);
	const recorded = (versions.at(-1)?.state.occurrences ?? []).flatMap(
		({ responses }) =>
			responses.filter(({ person_id }) => person_id === respondent),
	);
	return [response, ...recorded].every(({ comment = null }) =>
		[instance_comments, history_comments].every(
			(display) =>
				normalizeComment(displayComment(comment, display)) ===
				normalizeComment(comment),
		),
	);
}

/** Whether each row is certainly the respondent's or certainly another person's (design §4.1, 2a). */
function peopleAreClear(plan: WorldPlan): boolean {
	const me = shownMe(plan);
	return plan.people.every((person, index) =>
		[person.instance_row, person.history_row].every((keys) => {
			const row = shownPerson(person, keys);
			return index === 0 ? isMine(row, me) : isAnothers(row, me);
		}),
	);
}

type Keys = { id: string | null; login: string | null };

function shownMe(plan: WorldPlan): Keys {
	const { data } = meReply(plan, respondentIdOf(plan));
	const { id, login } = data as Partial<Record<keyof Me, unknown>>;
	return {
		id: String(id),
		login: typeof login === "string" && login !== "" ? login : null,
	};
}

function isMine(
	{ id, login }: ReturnType<typeof shownPerson>,
	me: Keys,
): boolean {
	if (login && me.login) return login.toLowerCase() === me.login.toLowerCase();
	return id === me.id;
}

function isAnothers(
	{ id, login }: ReturnType<typeof shownPerson>,
	me: Keys,
): boolean {
	const otherId = id !== undefined && id !== me.id;
	const otherLogin =
		me.login === null ||
		(Boolean(login) && login?.toLowerCase() !== me.login.toLowerCase());
	return otherId && otherLogin;
}
