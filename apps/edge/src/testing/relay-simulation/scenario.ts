import {
	between,
	type Choices,
	chance,
	defaultVariants,
	pick,
	type WorldPlan,
} from "@signoff/conformance/simulation";
import type { Submission } from "@signoff/core";

/**
 * A credential of a caller: an access token of a person, or an API key of the edge, for which the server sees the service
 * account. It is refused from `revoked_at_ms` on. Times count from the start.
 */
export type Token = {
	value: string;
	/** Who responds: the owner of the token, or of the service account. */
	person_id: string;
	revoked_at_ms: number | null;
};

/** A caller's request, and what follows an answer that is not certain. */
export type CallerRequest = {
	at_ms: number;
	token: Token;
	submission: Submission;
	wait_ms: number;
	is_async: boolean;
	/** How often the caller sends it again. */
	retries: number;
	/** The token and the wait of a repeat. */
	retry_token: Token;
	retry_wait_ms: number;
};

/** How every call fails for a while. */
export type Outage = {
	from_ms: number;
	until_ms: number;
	kind: "refused" | "hangs" | "fails";
};

/** Everything of a run except the faults of single calls, saves and processes. */
export type Scenario = {
	plan: WorldPlan;
	identity: "caller" | "service";
	tokens: Token[];
	requests: CallerRequest[];
	/** When a manager decides the step instead of its assignees. */
	overridden_at_ms: number | null;
	outages: Outage[];
	faults_until_ms: number;
	/** Of 100 calls, how many meet a fault. */
	fault_percent: number;
	/** Of 100 saves and calls, at how many the process stops. */
	crash_percent: number;
};

const ada = "101";
const ben = "102";
const manager = "109";

/** A random scenario; 0 is the simplest choice everywhere. */
export function randomScenario(choices: Choices): Scenario {
	const plan = randomPlan(choices);
	const identity = chance(choices, 25) ? "service" : "caller";
	const revoked = (): number | null =>
		chance(choices, 30)
			? between(choices, 0, pick(choices, [90_000, 3_000, 25_000]))
			: null;
	const third = identity === "service" ? ada : ben;
	const tokens = [
		{ value: "first", person_id: ada, revoked_at_ms: revoked() },
		{ value: "second", person_id: ada, revoked_at_ms: revoked() },
		{ value: "third", person_id: third, revoked_at_ms: revoked() },
	] as const;
	return {
		...{ plan, identity },
		tokens: [...tokens],
		requests: Array.from({ length: pick(choices, [1, 2, 3, 4]) }, () =>
			randomRequest(choices, plan, identity, tokens),
		),
		overridden_at_ms: chance(choices, 15) ? between(choices, 0, 20_000) : null,
		outages: chance(choices, 30) ? [randomOutage(choices)] : [],
		faults_until_ms: pick(choices, [0, 8_000, 40_000, 120_000]),
		fault_percent: pick(choices, [0, 20, 50, 80]),
		crash_percent: pick(choices, [0, 4, 12]),
	};
}

function randomPlan(choices: Choices): WorldPlan {
	const options = [
		{ id: "2000", name: "Approve", response_type: "approve" },
		{ id: "2001", name: "Reject", response_type: "reject" },
	];
	const decision_type = pick(choices, ["multiple", "first"]);
	const assignees = [ada, ben].map((person_id) => ({
		person_id,
		required: true,
	}));
	return {
		company_id: "4201",
		project_id: "77",
		instance_id: "9001",
		people: [
			{ id: ada, login: "ada@harbor.example", name: "Ada Byron" },
			{ id: ben, login: "ben@harbor.example", name: "Ben Okri" },
			{ id: manager, login: "max@harbor.example", name: "Max Lang" },
		],
		steps: [
			{ name: "Review", decision_type, assignees, options },
			{ name: "Release", decision_type, assignees, options },
		],
		variants: {
			...defaultVariants,
			late_resubmission: pick(choices, [204, 204, 422, 404]),
			sends_replayed_header: chance(choices, 30),
			sends_outcome: chance(choices, 20),
			history_ids: pick(choices, ["equal", "equal", "other"]),
			history_options: pick(choices, ["listed", "labels_only"]),
		},
	};
}

function randomRequest(
	choices: Choices,
	{ company_id, project_id, instance_id }: WorldPlan,
	identity: Scenario["identity"],
	[first, second, third]: readonly [Token, Token, Token],
): CallerRequest {
	const token = pick(choices, [first, second, first, third]);
	const others = pick(choices, [token, first, second]);
	return {
		at_ms: pick(choices, [
			0,
			30,
			between(choices, 0, 4_000),
			between(choices, 0, 4_000),
			20_000,
		]),
		token,
		submission: {
			company_id,
			project_id,
			id: instance_id,
			response: {
				current_step_occurrence_id: "1",
				selected_response_option_id: chance(choices, 15) ? "2001" : "2000",
				comment: null,
			},
		},
		wait_ms: pick(choices, [25_000, 1_000, 3_000, 300_000]),
		is_async: chance(choices, 40),
		retries: choices.next(4),
		retry_wait_ms: pick(choices, [1_000, 25_000]),
		retry_token: identity === "service" || token === third ? token : others,
	};
}

function randomOutage(choices: Choices): Outage {
	const from_ms = between(choices, 0, 10_000);
	return {
		from_ms,
		until_ms: from_ms + pick(choices, [5_000, 30_000, 100_000]),
		kind: pick(choices, ["refused", "hangs", "fails"]),
	};
}
