import { defaultPolicy, type PolicyOptions } from "@signoff/core";
import type { Scenario } from "../simulation/random-scenario.ts";
import {
	defaultVariants,
	type Variants,
	type WorldPlan,
} from "../simulation/world.ts";
import type { WorldFacts } from "./worlds.ts";

/** When every settlement starts, Unix milliseconds. */
export const startedAt: number = Date.UTC(2026, 0, 5, 9);

/**
 * Limits, in milliseconds, under which the deadline matters: there is time to wait for the delivery of a request after
 * one that timed out, but not after two.
 */
const limits = {
	deadlineMs: 12_000,
	attemptTimeoutMs: 3_000,
	maxReadStalenessMs: 2_000,
	fetchMayResend: false,
};

const knownDeliveryDelayMs = 4_000;

/** Within the staleness of a read, so that a stale read does not show the response on record. */
const respondedAtMs = -1_000;

/** The respondent. */
const adaId = "101";

/** The other assignee. */
export const benId = "102";

const comment = "fine";

/** The scenario of a world: Ada approves step 1, with a comment. `calls` limits the requests, if the world says so. */
export function worldScenario(facts: WorldFacts, calls: number): Scenario {
	const plan = workflow(facts);
	const option = facts.on_record === "same" ? 0 : 1;
	return {
		plan,
		submission: {
			company_id: plan.company_id,
			id: plan.instance_id,
			response: {
				current_step_occurrence_id: "1",
				selected_response_option_id: "2000",
				comment,
			},
		},
		policy: {
			...limits,
			maxDeliveryDelayMs:
				facts.delivery_delay === "known" ? knownDeliveryDelayMs : null,
			maxCalls: facts.requests === "limited" ? calls : defaultPolicy.maxCalls,
			readFirst: facts.instance === "read",
		},
		has_me: facts.me === "given",
		has_instance:
			facts.instance === "given" || facts.instance === "given_older",
		events:
			facts.on_record === "nothing"
				? []
				: [
						{
							at: respondedAtMs,
							kind: "responds",
							person_id: adaId,
							option,
							comment,
						},
					],
		clock_skew_ms: 0,
		faults_until_ms: limits.deadlineMs,
		fault_percent: 0,
		worlds: "classic",
		default_read_first: facts.instance !== "not_read",
	};
}

/** The policy as a caller passes it. */
export function callerPolicy({
	policy,
	default_read_first,
}: Scenario): PolicyOptions {
	return default_read_first ? { ...policy, readFirst: undefined } : policy;
}

function workflow(facts: WorldFacts): WorldPlan {
	const options = [
		{ id: "2000", name: "Approve", response_type: "approve" },
		{ id: "2001", name: "Return", response_type: "return" },
	];
	const assignees = [adaId, benId].map((person_id) => ({
		person_id,
		required: true,
	}));
	return {
		company_id: "4201",
		instance_id: "9001",
		people: [
			{ id: adaId, login: "ada@harbor.example", name: "Ada Byron" },
			{ id: benId, login: "ben@harbor.example", name: "Ben Okri" },
		],
		steps: [
			{
				name: "Step 1",
				decision_type: facts.step === "moves" ? "first" : "multiple",
				assignees,
				options,
			},
			{ name: "Step 2", decision_type: "first", assignees, options },
		],
		variants: {
			...defaultVariants,
			...historyVariants[facts.history],
			late_resubmission: facts.late_repeat,
		},
	};
}

const historyVariants: Record<WorldFacts["history"], Partial<Variants>> = {
	shown: {},
	labels: { history_ids: "other", history_options: "labels_only" },
	hidden: { history: "hidden" },
};
