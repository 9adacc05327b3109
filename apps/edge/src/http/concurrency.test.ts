import { describe, expect, test } from "vitest";
import {
	currentStep,
	readHistory,
	readInstance,
	sendRequest,
	wireBody,
} from "../testing/client.ts";
import { company, instanceId, levels, prefixes } from "../testing/company.ts";
import { startEdge } from "../testing/edge.ts";

const many = 200;

describe.each(levels)("concurrent submissions at %s level", (level) => {
	const id = instanceId(level, "multiple");

	test("identical ones: one is recorded, and all replies say that it is on record", async () => {
		const edge = await startEdge(company());
		const base = edge.url + prefixes[level];
		const body = wireBody(await currentStep(base, id), "2000", {
			comment: "once",
		});
		const replies = await Promise.all(
			Array.from({ length: many }, () =>
				sendRequest(`${base}/instances/${id}/responses`, { body }),
			),
		);
		expect(new Set(replies.map(({ status }) => status))).toEqual(
			new Set([204]),
		);
		const replayed = replies.map(({ headers }) =>
			headers.get("Idempotency-Replayed"),
		);
		expect(replayed.filter((value) => value === "false")).toHaveLength(1);
		expect(replayed.filter((value) => value === "true")).toHaveLength(many - 1);
		expect(edge.ledger.sql.exec("SELECT * FROM responses")).toHaveLength(1);
	});

	test("alternating options: one is recorded, and the different ones are conflicts", async () => {
		const edge = await startEdge(company());
		const base = edge.url + prefixes[level];
		const step = await currentStep(base, id);
		const options = Array.from({ length: many }, (_, i) =>
			i % 2 === 0 ? "2000" : "2002",
		);
		const replies = await Promise.all(
			options.map((option) =>
				sendRequest(`${base}/instances/${id}/responses`, {
					body: wireBody(step, option),
				}),
			),
		);
		const row = (await readInstance(base, id)).current_step_occurrence
			?.response_occurrences[0];
		const recorded = row?.selected_response_option?.id;
		expect(replies.map(({ status }) => status)).toEqual(
			options.map((option) => (option === recorded ? 204 : 422)),
		);
		expect(
			replies.filter(
				({ headers }) => headers.get("Idempotency-Replayed") === "false",
			),
		).toHaveLength(1);
		expect(edge.ledger.sql.exec("SELECT * FROM responses")).toHaveLength(1);
	});

	test("two people on a step that the first response decides: one is recorded, the other is superseded", async () => {
		const edge = await startEdge(company());
		const base = edge.url + prefixes[level];
		const first = instanceId(level, "first");
		const step = await currentStep(base, first);
		const replies = await Promise.all(
			Array.from({ length: 40 }, (_, i) =>
				sendRequest(`${base}/instances/${first}/responses`, {
					token: i % 2 === 0 ? "ada-token" : "bob-token",
					body: wireBody(step, "2000"),
				}),
			),
		);
		const statuses = replies.map(({ status }) => status);
		const [ada, bob] = [0, 1].map(
			(person) => new Set(statuses.filter((_, i) => i % 2 === person)),
		);
		expect([ada, bob]).toEqual(
			expect.arrayContaining([new Set([204]), new Set([422])]),
		);
		const steps = (await readHistory(base, first)).history.filter(
			({ type }) => type === "ResponseStep",
		);
		expect(steps).toHaveLength(2);
	});
});
