import type { Fixture } from "@signoff/core/fixture";
import { expect } from "vitest";
import type {
	HistoryStepView,
	HistoryView,
} from "../upstreams/views/history.ts";
import { readHistory } from "./client.ts";
import { company, prefixes } from "./company.ts";
import {
	instancesPerRound,
	type KillableEdge,
	loadUntilKilled,
	type SentSubmission,
} from "./crash-load.ts";

/**
 * Kills an edge under load several times, and checks after each restart that its replies still hold, and at the end that all do.
 *
 * @param start starts the edge on its stored data; the fixture is `null` after the first start
 */
export async function killUnderLoad(
	rounds: number,
	start: (fixture: Fixture | null) => Promise<KillableEdge>,
): Promise<void> {
	let edge = await start(companyWithManyInstances(rounds));
	const allSent: SentSubmission[] = [];
	let withoutReply = 0;
	for (let round = 0; round < rounds; round++) {
		const sent = await loadUntilKilled(edge, round);
		withoutReply += sent.filter(({ reply }) => reply === null).length;
		allSent.push(...sent);
		edge = await start(null);
		await expectRepliesHold(edge, sent);
	}
	await expectRepliesHold(edge, allSent);
	// Each kind of reply occurred, and at least one submission had none.
	expect(withoutReply).toBeGreaterThan(0);
	expect(
		allSent.filter(({ reply }) => reply?.status === 204).length,
	).toBeGreaterThan(rounds * 10);
	expect(
		allSent.filter(({ reply }) => reply?.status === 422).length,
	).toBeGreaterThan(0);
	for (const group of Map.groupBy(
		allSent,
		({ id, person }) => `${id} ${person}`,
	).values()) {
		const first = group.filter(
			({ reply }) => reply?.headers.get("Idempotency-Replayed") === "false",
		);
		expect(first.length).toBeLessThanOrEqual(1);
	}
}

/** Checks that each reply still holds, and that a submission without a reply is recorded as sent or not at all. */
async function expectRepliesHold(
	edge: KillableEdge,
	sent: SentSubmission[],
): Promise<void> {
	const byInstance = Map.groupBy(sent, ({ id }) => id);
	await Promise.all(
		[...byInstance].map(async ([id, submissions]) => {
			const { history } = await readHistory(edge.url + prefixes.project, id);
			for (const submission of submissions)
				expectReplyHolds(submission, findRow(history, submission));
		}),
	);
}

type Row = HistoryStepView["responses"][number];

function findRow(
	history: HistoryView["history"],
	{ step, person }: SentSubmission,
): Row | undefined {
	const steps = history.flatMap((entry) =>
		entry.type === "ResponseStep" ? [entry.details] : [],
	);
	return steps
		.find(({ id }) => id === step)
		?.responses.find(({ name }) => name === person);
}

function expectReplyHolds(
	{ reply, comment, person }: SentSubmission,
	row: Row | undefined,
): void {
	const isAnswered = typeof row?.responded_at === "string";
	if (reply?.status === 204) expect(row?.comment).toBe(comment);
	else if (reply !== null)
		expect([reply.status, isAnswered, row?.comment === comment]).toEqual([
			422,
			true,
			false,
		]);
	else
		expect([null, `${person} 2000`, `${person} 2001`]).toContain(row?.comment);
}

function companyWithManyInstances(rounds: number): Fixture {
	const fixture = company();
	const more = Array.from({ length: rounds * instancesPerRound }, (_, i) => ({
		id: String(20_000 + i),
		project_id: "77",
		template_id: "project-multiple",
		item_id: String(i),
	}));
	return { ...fixture, instances: [...fixture.instances, ...more] };
}
