import { describe, expect, test } from "vitest";
import {
	readHistory,
	readInstance,
	sendRequest,
	wireBody,
} from "../../testing/client.ts";
import {
	company,
	instanceId,
	levels,
	prefixes,
} from "../../testing/company.ts";
import { startEdge } from "../../testing/edge.ts";

const options = { approve: "2000", return: "2001", reject: "2002" } as const;

type Vote = [person: string, option: keyof typeof options];

describe.each(levels)("workflow at %s level", (level) => {
	/** Submits responses to the current step, one minute apart. */
	async function submitAll(flow: "first" | "multiple", votes: Vote[]) {
		const edge = await startEdge(company());
		const base = edge.url + prefixes[level];
		const id = instanceId(level, flow);
		for (const [person, option] of votes) {
			edge.ledger.clock.at += 60_000;
			const step =
				(await readInstance(base, id)).current_step_occurrence?.id ?? "ended";
			const reply = await sendRequest(`${base}/instances/${id}/responses`, {
				token: `${person}-token`,
				body: wireBody(step, options[option], {
					comment: `${person} ${option}`,
				}),
			});
			expect([reply.status, reply.headers.get("Idempotency-Replayed")]).toEqual(
				[204, "false"],
			);
		}
		return {
			instance: await readInstance(base, id),
			history: await readHistory(base, id),
			at: edge.ledger.clock.at,
		};
	}

	test.each<[string, "first" | "multiple", Vote[], string | null, string]>([
		[
			"advances with the first response if that decides",
			"first",
			[["bob", "approve"]],
			"Release",
			"in_progress",
		],
		[
			"ends after its last step",
			"first",
			[
				["ada", "approve"],
				["bob", "approve"],
			],
			null,
			"complete",
		],
		[
			"goes back if it is returned",
			"first",
			[
				["ada", "approve"],
				["bob", "return"],
			],
			"Review",
			"in_progress",
		],
		[
			"starts again if its first step is returned",
			"first",
			[["ada", "return"]],
			"Review",
			"in_progress",
		],
		[
			"ends if it is rejected",
			"first",
			[["ada", "reject"]],
			null,
			"terminated",
		],
		[
			"waits for all required assignees",
			"multiple",
			[
				["ada", "approve"],
				["cy", "approve"],
			],
			"Check",
			"in_progress",
		],
		[
			"does not wait for optional assignees",
			"multiple",
			[
				["ada", "approve"],
				["bob", "approve"],
			],
			"Sign",
			"in_progress",
		],
		[
			"returns if one of several people returns",
			"multiple",
			[
				["ada", "return"],
				["bob", "approve"],
			],
			"Check",
			"in_progress",
		],
		[
			"ends if one of several people rejects",
			"multiple",
			[
				["cy", "reject"],
				["bob", "return"],
				["ada", "approve"],
			],
			null,
			"terminated",
		],
	])("%s", async (_, flow, votes, current, status) => {
		const { instance, history, at } = await submitAll(flow, votes);
		expect([
			instance.current_step_occurrence?.name ?? null,
			history.status,
		]).toEqual([current, status]);
		expect(instance.updated_at).toBe(new Date(at).toISOString());
		expect(instance.ended_at).toBe(
			current === null ? new Date(at).toISOString() : null,
		);
		expect(history.ended_at).toBe(instance.ended_at);
	});

	test("every assignee has a row, also without a response", async () => {
		const { instance, at } = await submitAll("multiple", [["cy", "approve"]]);
		const rows = instance.current_step_occurrence?.response_occurrences.map(
			({ assignee, submitted_at, selected_response_option, comment }) => [
				assignee.login,
				assignee.required,
				submitted_at,
				selected_response_option?.name,
				comment,
			],
		);
		expect(rows).toEqual([
			["ada@harbor.example", true, null, undefined, null],
			["bob@harbor.example", true, null, undefined, null],
			[
				"cy@harbor.example",
				false,
				new Date(at).toISOString(),
				"Approve",
				"cy approve",
			],
		]);
	});

	test("the history contains all events in order", async () => {
		const { history, instance } = await submitAll("first", [
			["ada", "return"],
			["bob", "approve"],
			["bob", "reject"],
		]);
		expect(history.history.map(({ type }) => type)).toEqual([
			"WorkflowStarted",
			"ResponseStep",
			"ResponseStep",
			"ResponseStep",
			"WorkflowTerminated",
		]);
		const steps = history.history.flatMap((entry) =>
			entry.type === "ResponseStep" ? [entry.details] : [],
		);
		expect(
			steps.map(({ name, overall_response }) => [name, overall_response]),
		).toEqual([
			["Review", "return"],
			["Review", "approve"],
			["Release", "reject"],
		]);
		expect(new Set(steps.map(({ id }) => id)).size).toBe(3);
		expect(steps[0]?.uuid).toBe(steps[1]?.uuid);
		expect(
			steps.map(({ responses }) =>
				responses
					.filter((row) => row.responded_at !== null)
					.map((row) => [row.name, row.response, row.comment]),
			),
		).toEqual([
			[["ada", "Return", "ada return"]],
			[["bob", "Approve", "bob approve"]],
			[["bob", "Reject", "bob reject"]],
		]);
		expect([
			history.current_step_index,
			instance.current_step_occurrence,
		]).toEqual([null, null]);
	});

	test("a step becomes overdue after its due date", async () => {
		const edge = await startEdge(company());
		const base = edge.url + prefixes[level];
		const id = instanceId(level, "first");
		const due = Date.parse(
			(await readInstance(base, id)).current_step_occurrence?.overdue_at ?? "",
		);
		expect(due - edge.ledger.clock.at).toBe(3 * 86_400_000);
		edge.ledger.clock.at = due;
		expect((await readHistory(base, id)).status).toBe("in_progress");
		edge.ledger.clock.at = due + 1;
		const { status, history, current_step_index } = await readHistory(base, id);
		expect([status, history[current_step_index ?? 0]]).toMatchObject([
			"overdue",
			{ details: { status: "overdue" } },
		]);
	});
});
