import { describe, expect, test } from "vitest";
import { submissionOf, worldPlan } from "../behaviours/builders.ts";
import { seededChoices } from "./choices.ts";
import { historyReply } from "./history-reply.ts";
import { instanceReply } from "./instance-reply.ts";
import { meReply } from "./me-reply.ts";
import { randomNewScenario } from "./random-new-scenario.ts";
import type { ServerState } from "./server-state.ts";
import {
	createVirtualServer,
	performEvent,
	receiveSubmission,
	stateOf,
} from "./virtual-server.ts";
import { defaultVariants, type Variants, type WorldPlan } from "./world.ts";

const at = Date.UTC(2026, 0, 5, 9);
const ada = "101";

describe("a read shows", () => {
	test("the keys of each person's rows", () => {
		const plan = worldPlan();
		const [first, ...others] = plan.people;
		if (first === undefined) throw new Error("No people.");
		const keyed: WorldPlan = {
			...plan,
			people: [
				{ ...first, instance_row: "old_login", history_row: "no_id" },
				...others.map((person) => ({
					...person,
					instance_row: "empty_login" as const,
				})),
			],
		};
		const rows = instanceRows(keyed, answered(keyed));
		expect(rows.map(({ assignee }) => assignee)).toMatchObject([
			{ id: ada, login: "old.ada@harbor.example" },
			{ id: "102", login: "" },
		]);
		expect(historyRows(keyed, answered(keyed))[0]).toMatchObject({
			login: "ada@harbor.example",
		});
		expect(historyRows(keyed, answered(keyed))[0]).not.toHaveProperty("id");
	});

	test("another login, or the id of another person, for me", () => {
		const plan = worldPlan(undefined, {
			me: "colliding_id",
			me_login: "changed",
		});
		expect(meReply(plan, ada).data).toMatchObject({
			id: 102,
			login: "new.ada@harbor.example",
		});
	});

	test("which of two rows of one person is answered", () => {
		const answeredRows = (duplicate_rows: Variants["duplicate_rows"]) => {
			const plan = worldPlan(undefined, { duplicate_rows });
			const [step, ...steps] = plan.steps;
			if (step === undefined) throw new Error("No step.");
			const twice = {
				...step,
				assignees: [...step.assignees, { person_id: ada, required: true }],
			};
			const twicePlan = { ...plan, steps: [twice, ...steps] };
			return instanceRows(twicePlan, answered(twicePlan))
				.filter(({ assignee }) => assignee?.id === ada)
				.map(({ submitted_at }) => submitted_at !== null);
		};
		expect(answeredRows("first")).toEqual([true, false]);
		expect(answeredRows("last")).toEqual([false, true]);
		expect(answeredRows("both")).toEqual([true, true]);
	});

	test("no row of a removed person who has responded", () => {
		const plan = worldPlan(undefined, { removed_rows: "missing" });
		const server = createVirtualServer(plan, at);
		performEvent(server, adaApproves, at);
		performEvent(server, { kind: "removes_me" }, at);
		expect(instanceRows(plan, stateOf(server))).toHaveLength(1);
		expect(historyRows(plan, stateOf(server))[0]).toMatchObject({ id: ada });
	});

	test("other labels, types and times in a history", () => {
		const row = (variants: Partial<Variants>) => {
			const plan = worldPlan(undefined, variants);
			return historyRows(plan, answered(plan))[0];
		};
		expect(row({ history_labels: "spaced" })?.["response"]).toBe("Approve ");
		expect(row({ history_labels: "renamed" })?.["response"]).toBe(
			"Approve (2025)",
		);
		expect(row({ history_types: "other_case" })?.["response_type"]).toBe(
			"APPROVE",
		);
		expect(row({ history_times: "seconds" })?.["responded_at"]).toBe(
			"2026-01-05T09:00:00Z",
		);
		expect(row({ history_times: "offset" })?.["responded_at"]).toBe(
			"2026-01-05T11:00:00.000+02:00",
		);
		expect(row({ history_times: "number" })?.["responded_at"]).toBe(at);
	});

	test("rows without the contract's shape beside the others, or in place of mine", () => {
		const rows = (variants: Partial<Variants>) => {
			const plan = worldPlan(undefined, variants);
			return instanceRows(plan, answered(plan));
		};
		expect(rows({ broken_rows: "null" })).toHaveLength(3);
		expect(rows({ broken_rows: "null" })[0]).toBeNull();
		expect(rows({ broken_rows: "no_assignee" })[0]).toMatchObject({
			assignee: null,
			submitted_at: "2026-01-05T09:00:00.000Z",
		});
		const mine = rows({ broken_rows: "text", broken_row_of: "respondent" });
		expect(mine.map((row) => typeof row)).toEqual(["string", "object"]);
	});

	test("an option without an answer, and an answer without an option", () => {
		const rows = (row_options: Variants["row_options"]) => {
			const plan = worldPlan(undefined, { row_options });
			return instanceRows(plan, answered(plan));
		};
		expect(rows("draft")[1]).toMatchObject({
			submitted_at: null,
			selected_response_option: { id: "2000" },
		});
		expect(rows("no_option")[0]).toMatchObject({
			submitted_at: "2026-01-05T09:00:00.000Z",
			selected_response_option: null,
		});
		expect(rows("nameless")[0]?.selected_response_option).toEqual({
			id: "2000",
			response_type: "approve",
		});
	});
});

describe("a server", () => {
	const submission = submissionOf();

	test("refuses a new response while the item is locked, but not a repeat", () => {
		const plan = worldPlan();
		const server = createVirtualServer(plan, at);
		performEvent(server, { kind: "locks" }, at);
		const submit = () => receiveSubmission(server, submission, "1", at).status;
		expect(submit()).toBe(422);
		performEvent(server, { kind: "unlocks" }, at);
		expect(submit()).toBe(204);
		performEvent(server, { kind: "locks" }, at);
		expect(submit()).toBe(204);
	});

	test("may tell an empty comment from none", () => {
		const status = (empty_comments: Variants["empty_comments"]) => {
			const plan = worldPlan(undefined, { empty_comments });
			const server = createVirtualServer(plan, at);
			performEvent(server, { ...adaApproves, comment: null }, at);
			const repeat = submissionOf({ comment: "" });
			return receiveSubmission(server, repeat, "1", at).status;
		};
		expect(status("one")).toBe(204);
		expect(status("told_apart")).toBe(422);
	});
});

test("random scenarios have every new variant", () => {
	const seen = new Map<string, Set<unknown>>();
	for (let seed = 1; seed <= 3_000; seed++) {
		const { plan } = randomNewScenario(seededChoices(seed));
		for (const [field, value] of Object.entries(plan.variants))
			seen.set(field, (seen.get(field) ?? new Set()).add(value));
	}
	const counts = Object.fromEntries(
		[...seen].map(([field, values]) => [field, values.size]),
	);
	expect(Object.keys(counts).sort()).toEqual(
		Object.keys(defaultVariants).sort(),
	);
	expect(counts).toMatchObject({
		empty_comments: 2,
		history: 4,
		history_labels: 4,
		history_types: 3,
		instance_options: 3,
		instance_comments: 13,
		history_comments: 13,
		instance_times: 4,
		history_times: 4,
		duplicate_rows: 3,
		removed_rows: 2,
		row_options: 4,
		broken_rows: 4,
		broken_row_of: 2,
		me: 4,
		me_login: 5,
	});
});

const adaApproves = {
	kind: "responds",
	person_id: ada,
	option: 0,
	comment: "Fine by me.",
} as const;

/** The first step, after Ada has approved it. */
function answered(plan: WorldPlan): ServerState {
	const server = createVirtualServer(plan, at);
	performEvent(server, adaApproves, at);
	return stateOf(server);
}

type Row = {
	[field: string]: unknown;
	submitted_at?: unknown;
	selected_response_option?: unknown;
	assignee?: { id?: string } | null;
};

function instanceRows(plan: WorldPlan, state: ServerState): Row[] {
	const { data } = instanceReply(plan, state) as {
		data: {
			data: { current_step_occurrence: { response_occurrences: Row[] } };
		};
	};
	return data.data.current_step_occurrence.response_occurrences;
}

function historyRows(plan: WorldPlan, state: ServerState): Row[] {
	const { data } = historyReply(plan, state) as {
		data: { data: { history: { details: { responses?: Row[] } }[] } };
	};
	return data.data.history.flatMap(({ details }) => details.responses ?? []);
}
