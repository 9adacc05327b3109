import { brokenRows } from "./broken-rows.ts";
import { between, type Choices, chance, pick } from "./choices.ts";
import { commentDisplays } from "./comment-display.ts";
import { rowKeys } from "./person-keys.ts";
import {
	randomScenario,
	type Scenario,
	type TakeUp,
	type TimedEvent,
} from "./random-scenario.ts";
import { timeFormats } from "./reply-fields.ts";
import { withinAssumptions } from "./within-assumptions.ts";
import type { StepTemplate, Variants, WorldPlan } from "./world.ts";

const comments = [
	"fine",
	"R&D ok",
	"<b>ok</b>",
	"Fine",
	"fine and good",
	"two  spaces",
	"two spaces",
	"ok 👍🏽",
	"👍",
	"Ｆｉｎｅ　ｂｙ　ｍｅ",
	"in\u00advisible\u200b",
	"It matches the purchase order of March.",
	"It matches the purchase order of April.",
	"one\ntwo & three",
	'x < y > "z"',
	" fine ",
	"",
	null,
] as const;

/** A scenario of the classic distribution with some of the kinds of worlds, labels and processes added since. */
export function randomNewScenario(choices: Choices): Scenario {
	const classic = randomScenario(choices);
	const comment = chance(choices, 70)
		? pick(choices, comments)
		: (classic.submission.response.comment ?? null);
	const events = [
		...classic.events.map((event) => withComment(choices, event, comment)),
		...randomLock(choices),
	].sort((a, b) => a.at - b.at);
	const response = { ...classic.submission.response, comment };
	const plan = withNewKinds(choices, classic.plan);
	const slow_replies = chance(choices, 10);
	const default_read_first = chance(choices, 50);
	const take_up = chance(choices, 20) ? randomTakeUp(choices) : null;
	return {
		...classic,
		worlds: "new",
		plan: withinAssumptions(plan, comment, events),
		submission: { ...classic.submission, response },
		events,
		slow_replies,
		default_read_first,
		...(take_up === null ? {} : { take_up }),
	};
}

/** Each kind occurs rarely, so that few meet in one schedule. */
function rarely<const T>(choices: Choices, list: readonly [T, ...T[]]): T {
	return chance(choices, 15) ? pick(choices, list) : list[0];
}

function withNewKinds(choices: Choices, plan: WorldPlan): WorldPlan {
	return {
		...plan,
		people: plan.people.map((person) => ({
			...person,
			instance_row: rarely(choices, rowKeys),
			history_row: rarely(choices, rowKeys),
		})),
		steps: plan.steps.map((step) => withNewLabels(choices, step)),
		variants: { ...plan.variants, ...newVariants(choices, plan.variants) },
	};
}

function newVariants(
	choices: Choices,
	{ comments, history, me }: Variants,
): Partial<Variants> {
	const empty_comments = rarely(choices, ["one", "told_apart"]);
	return {
		empty_comments,
		comments: empty_comments === "one" ? comments : "kept",
		history: chance(choices, 6) ? "without_current" : history,
		history_labels: rarely(choices, [
			"same",
			"spaced",
			"renamed",
			"renamed_since",
		]),
		history_types: rarely(choices, ["same", "other_case", "missing"]),
		instance_options: rarely(choices, ["listed", "empty", "nameless"]),
		instance_comments: chance(choices, 30)
			? pick(choices, commentDisplays)
			: "verbatim",
		history_comments: chance(choices, 30)
			? pick(choices, commentDisplays)
			: "verbatim",
		instance_times: rarely(choices, timeFormats),
		history_times: rarely(choices, timeFormats),
		duplicate_rows: pick(choices, ["first", "last", "both"]),
		removed_rows: rarely(choices, ["shown", "missing"]),
		row_options: rarely(choices, [
			"complete",
			"draft",
			"no_option",
			"nameless",
		]),
		broken_rows: rarely(choices, brokenRows),
		broken_row_of: pick(choices, ["nobody", "respondent"]),
		me: rarely(choices, [me, "colliding_id", "login_only", "same_id"]),
		me_login: rarely(choices, [
			"same",
			"other_case",
			"changed",
			"empty",
			"missing",
		]),
	};
}

/** Labels that are alike, also with other white space or in another case, and people who are assigned twice. */
function withNewLabels(choices: Choices, step: StepTemplate): StepTemplate {
	const [first, second, ...others] = step.options;
	const name = rarely(choices, [second?.name ?? "", "Approve ", "approve"]);
	const type = rarely(choices, [second?.response_type ?? null, "approve"]);
	const twice = chance(choices, 15);
	const reversed = chance(choices, 30);
	const assignees = [
		...step.assignees,
		...(twice ? step.assignees.slice(0, 1) : []),
	];
	return {
		...step,
		assignees: reversed ? assignees.reverse() : assignees,
		options:
			first === undefined || second === undefined
				? step.options
				: [first, { ...second, name, response_type: type }, ...others],
	};
}

/** Half of the respondent's own earlier responses have the submission's comment. */
function withComment(
	choices: Choices,
	event: TimedEvent,
	submitted: string | null,
): TimedEvent {
	if (event.kind !== "responds") return event;
	const comment = chance(choices, 50) ? pick(choices, comments) : submitted;
	return { ...event, comment };
}

function randomLock(choices: Choices): TimedEvent[] {
	if (!chance(choices, 12)) return [];
	const at = between(choices, -1_000, 6_000);
	return [
		{ at, kind: "locks" },
		{ at: at + between(choices, 100, 6_000), kind: "unlocks" },
	];
}

function randomTakeUp(choices: Choices): TakeUp {
	return {
		from: chance(choices, 30) ? "nothing" : "journal",
		after_ms: pick(choices, [60_000, 500, 3 * 86_400_000]),
		clock_jump_ms: pick(choices, [0, 3_600_000, -3_600_000]),
		faults_for_ms: pick(choices, [0, 3_000, 8_000]),
	};
}
