import type { Policy, ResponseOption, Submission } from "@signoff/core";
import type { ActorEvent } from "./actor-events.ts";
import { between, type Choices, chance, pick } from "./choices.ts";
import { defaultVariants, type StepTemplate, type WorldPlan } from "./world.ts";

/** An event of a person, `at` milliseconds after the start. */
export type TimedEvent = { at: number } & ActorEvent;

/** Everything of a schedule except the faults. */
export type Scenario = {
	plan: WorldPlan;
	submission: Submission;
	policy: Policy;
	/** Whether the settlement gets the respondent's identity, and an instance read at the start. */
	has_me: boolean;
	has_instance: boolean;
	events: TimedEvent[];
	/** How far the client's clock is ahead of the server's. */
	clock_skew_ms: number;
	/** When faults end, counted from the start. */
	faults_until_ms: number;
	/** Of 100 requests before that, how many meet a fault. */
	fault_percent: number;
	/** Whether the world, the faults and the process have the kinds that were added after the classic distribution. */
	worlds: "classic" | "new";
	/** Whether the caller leaves open if it reads first; then `me` is read if an instance is handed in. @default false */
	default_read_first?: boolean;
	/** Whether replies may be slow. @default false */
	slow_replies?: boolean;
	/** How the submission is taken up again after its settlement has ended or was aborted; absent: not at all. */
	take_up?: TakeUp;
};

/**
 * A submission taken up again: from the journal's state, or by a process that knows nothing of the first settlement.
 * Durations in milliseconds.
 */
export type TakeUp = {
	from: "journal" | "nothing";
	after_ms: number;
	/** How far the wall clock was set forward meanwhile. */
	clock_jump_ms: number;
	/** How long requests meet faults again. */
	faults_for_ms: number;
};

/** The respondent of every random world. */
const respondentId = "101";

const managerId = "109";
const people: WorldPlan["people"] = [
	{ id: respondentId, login: "ada@harbor.example", name: "Ada Byron" },
	{ id: "102", login: "ben@harbor.example", name: "Ben Okri" },
	{ id: "103", login: "cem@harbor.example", name: "Cem Kaya" },
	{ id: managerId, login: "max@harbor.example", name: "Max Lang" },
];

const comments = [
	null,
	"fine",
	" fine ",
	"Fine",
	"",
	"caf\u00e9",
	"cafe\u0301",
	"two\r\nlines",
	"two\nlines",
] as const;

/** A random scenario. Steps that move on and comments that servers trim are frequent, so that rare schedules occur. */
export function randomScenario(choices: Choices): Scenario {
	const plan = randomPlan(choices);
	const attemptTimeoutMs = pick(choices, [1_000, 400, 3_000]);
	const maxReadStalenessMs = pick(choices, [0, 500, 2_500]);
	const maxDeliveryDelayMs = chance(choices, 60)
		? pick(choices, [1_000, 4_000, 9_000])
		: null;
	const deadlineMs = pick(choices, [20_000, 6_000, 30_000, 12_000]);
	const policy = {
		deadlineMs,
		attemptTimeoutMs,
		readFirst: true,
		maxDeliveryDelayMs,
		maxReadStalenessMs,
		maxCalls: pick(choices, [60, 40, 6, 12, 3]),
		fetchMayResend: chance(choices, 15),
	};
	const has_instance = chance(choices, 30);
	if (has_instance || chance(choices, 15)) policy.readFirst = false;
	return {
		plan,
		submission: randomSubmission(choices, plan),
		policy,
		has_me: chance(choices, 50),
		has_instance,
		events: randomEvents(choices),
		clock_skew_ms: pick(choices, [0, -7_200_000, 7_200_000]),
		faults_until_ms: between(choices, 0, deadlineMs),
		fault_percent: pick(choices, [0, 30, 60, 90]),
		worlds: "classic",
	};
}

function randomPlan(choices: Choices): WorldPlan {
	const steps: StepTemplate[] = Array.from(
		{ length: between(choices, 1, 3) },
		(_, index) => randomStep(choices, index),
	);
	return {
		company_id: "4201",
		instance_id: "9001",
		people,
		steps,
		variants: {
			...defaultVariants,
			late_resubmission: pick(choices, [204, 422, 404]),
			sends_replayed_header: chance(choices, 30),
			sends_outcome: chance(choices, 20),
			comments: pick(choices, ["kept", "trimmed", "trimmed_when_kept"]),
			instance: chance(choices, 8) ? "hidden" : "shown",
			history: pick(choices, ["shown", "shown", "shown", "hidden", "empty"]),
			history_ids: pick(choices, ["equal", "other"]),
			history_options: pick(choices, ["listed", "labels_only"]),
			me: pick(choices, [
				"same_id",
				"login_only",
				"same_id",
				"login_only",
				"same_id",
				"hidden",
			]),
		},
	};
}

function randomStep(choices: Choices, index: number): StepTemplate {
	const multiple = chance(choices, 30);
	const own = chance(choices, 8)
		? []
		: [{ person_id: respondentId, required: !chance(choices, 20) }];
	const duplicated = chance(choices, 10) ? own : [];
	const others = ["102", "103"]
		.filter(() => chance(choices, 50))
		.map((person_id) => ({ person_id, required: true }));
	return {
		name: `Step ${index + 1}`,
		decision_type: multiple ? "multiple" : "first",
		assignees: [...own, ...others, ...duplicated],
		options: randomOptions(choices, index),
	};
}

/** Sometimes two options have the same label, so that a history does not show which one was chosen. */
function randomOptions(choices: Choices, index: number): ResponseOption[] {
	const base = chance(choices, 50) ? 2000 : 2000 + index * 10;
	const label = chance(choices, 12) ? "Approve" : "Return";
	return [
		{ id: String(base), name: "Approve", response_type: "approve" },
		{ id: String(base + 1), name: label, response_type: "return" },
		{ id: String(base + 2), name: "Reject", response_type: "reject" },
	];
}

function randomSubmission(choices: Choices, plan: WorldPlan): Submission {
	const offered = plan.steps[0]?.options ?? [];
	const option = offered[choices.next(3)]?.id ?? "2000";
	return {
		company_id: plan.company_id,
		id: plan.instance_id,
		response: {
			current_step_occurrence_id: chance(choices, 5)
				? pick(choices, ["77", "2"])
				: "1",
			selected_response_option_id: chance(choices, 6) ? "2999" : option,
			comment: pick(choices, comments),
		},
	};
}

// Some events happen before the start: resubmitting a response of long ago is an everyday case.
function randomEvents(choices: Choices): TimedEvent[] {
	const count = pick(choices, [0, 1, 2, 0, 1, 3]);
	const events = Array.from({ length: count }, (): TimedEvent => {
		const at = chance(choices, 40)
			? -10_000 + choices.next(9_000)
			: between(choices, 0, 9_000);
		const kind = choices.next(10);
		if (kind === 8) return { at, kind: "overrides" };
		if (kind === 9) return { at, kind: "removes_me" };
		const person_id = kind < 4 ? pick(choices, ["102", "103"]) : respondentId;
		return {
			at,
			kind: "responds",
			person_id,
			option: choices.next(3),
			comment: pick(choices, comments),
		};
	});
	return events.sort((a, b) => a.at - b.at);
}
