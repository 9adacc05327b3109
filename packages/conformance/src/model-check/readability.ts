import type { Me, Submission } from "@signoff/core";
import { normalizeComment } from "@signoff/core/contract";
import { respondentIdOf } from "../simulation/actor-events.ts";
import { displayComment } from "../simulation/comment-display.ts";
import { meReply } from "../simulation/me-reply.ts";
import { shownPerson } from "../simulation/person-keys.ts";
import {
	currentStep,
	findResponse,
	type ServerState,
} from "../simulation/server-state.ts";
import { stateOf } from "../simulation/virtual-server.ts";
import type { WorldPlan } from "../simulation/world.ts";
import type { SettlementResult } from "./schedule-result.ts";

/**
 * Whether reads decide a submission, whatever is on record: instance, history and `me` can be read, rows say whose
 * they are and what was chosen, and comments are shown as they are.
 *
 * @param knowsStep whether the step was read while it was current
 * @param inDoubt whether a submit may have been recorded without an answer
 */
export function isClear(
	{ scenario, server }: SettlementResult,
	knowsStep: boolean,
	inDoubt: boolean,
): boolean {
	const { plan, submission } = scenario;
	const { history_ids } = plan.variants;
	return (
		canBeRead(plan) &&
		(knowsStep || history_ids === "equal") &&
		labelsAreKnown(plan, knowsStep) &&
		stepIsClear(stateOf(server), submission) &&
		answerIsClear(plan, stateOf(server), submission, inDoubt) &&
		(scenario.worlds === "classic" ||
			(rowsAreClear(plan) &&
				commentsAreClear(plan, submission, server) &&
				peopleAreClear(plan)))
	);
}

/** Whether the instance has had the step, or a history can prove that it has not: by listing the current one by id. */
function stepIsClear(state: ServerState, { response }: Submission): boolean {
	return (
		currentStep(state) !== null ||
		state.occurrences.some(
			({ id }) => id === response.current_step_occurrence_id,
		)
	);
}

/**
 * Whether a response with another comment is clearly another one: not if its comment can be a display of the submitted
 * one, unless the server can be asked on a current step.
 */
function answerIsClear(
	plan: WorldPlan,
	state: ServerState,
	{ response }: Submission,
	inDoubt: boolean,
): boolean {
	const id = response.current_step_occurrence_id;
	const recorded = findResponse(state, id, respondentIdOf(plan));
	if (
		recorded === null ||
		recorded.option_id !== response.selected_response_option_id
	)
		return true;
	const [left, right] = [recorded.comment, response.comment].map((comment) =>
		normalizeComment(comment),
	);
	return (
		left === right ||
		right === "" ||
		startDiffers(left, right) ||
		(!inDoubt && currentStep(state)?.id === id)
	);
}

/** Whether two texts begin with different letters, which no display changes. */
function startDiffers(left = "", right = ""): boolean {
	const isLetter = (text: string): boolean => /^[a-z]/i.test(text);
	return isLetter(left) && isLetter(right) && left[0] !== right[0];
}

/** Whether instance, history and `me` can be read, and no two options of a step have one label. */
export function canBeRead({ variants, steps }: WorldPlan): boolean {
	const { instance, history, me } = variants;
	return (
		instance === "shown" &&
		history === "shown" &&
		me !== "hidden" &&
		steps.every(
			({ options }) =>
				new Set(options.map(({ name }) => name.trim())).size === options.length,
		)
	);
}

/** Whether each label of a history leads to one option. */
function labelsAreKnown({ variants }: WorldPlan, knowsStep: boolean): boolean {
	const { history_labels, history_options, instance_options } = variants;
	const listed =
		history_options === "listed" && history_labels !== "renamed_since";
	const remembered =
		knowsStep &&
		instance_options === "listed" &&
		(history_labels === "same" || history_labels === "spaced");
	return listed || remembered;
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

/** Whether each row is certainly the respondent's or certainly another person's. */
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
