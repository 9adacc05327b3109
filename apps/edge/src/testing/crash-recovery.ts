import { expect } from "vitest";
import type { Fixture } from "../fixture/fixture.ts";
import type {
	HistoryStepView,
	HistoryView,
} from "../upstreams/views/history.ts";
import {
	currentStep,
	type Reply,
	readHistory,
	sendRequest,
	wireBody,
} from "./client.ts";
import { company, prefixes } from "./company.ts";

const perRound = 20;

/** An edge that can be killed. */
export type Killable = {
	url: string;
	/** `kill -9`; returns once the process is gone. */
	kill(): Promise<void>;
};

/** One submission, and what was answered before the process died; `null` where nothing was. */
type SentSubmission = {
	url: string;
	id: string;
	person: string;
	option: string;
	comment: string;
	step: string;
	answer: Reply | null;
};

/**
 * Kills an edge under load, again and again, and checks each time that every answer that was given is still true.
 *
 * @param serve starts it on what it has kept; with a company to begin with, the first time
 */
export async function killUnderLoad(
	rounds: number,
	serve: (fixture: Fixture | null) => Promise<Killable>,
): Promise<void> {
	let edge = await serve(companyWithManyInstances(rounds));
	const past: SentSubmission[] = [];
	let lost = 0;
	for (let round = 0; round < rounds; round++) {
		const sent = await loadUntilKilled(edge, round);
		lost += sent.filter(({ answer }) => answer === null).length;
		past.push(...sent);
		edge = await serve(null);
		await expectRepliesHold(edge, past);
	}
	// The process really died with answers owing, and really had given some.
	expect(lost).toBeGreaterThan(0);
	expect(
		past.filter(({ answer }) => answer?.status === 204).length,
	).toBeGreaterThan(rounds * 10);
	expect(
		past.filter(({ answer }) => answer?.status === 422).length,
	).toBeGreaterThan(0);
	for (const group of Map.groupBy(
		past,
		({ id, person }) => `${id} ${person}`,
	).values()) {
		const first = group.filter(
			({ answer }) => answer?.headers.get("Idempotency-Replayed") === "false",
		);
		expect(first.length).toBeLessThanOrEqual(1);
	}
}

/** Sends this round's submissions at once, and kills the process when a part of them is answered. */
async function loadUntilKilled(
	edge: Killable,
	round: number,
): Promise<SentSubmission[]> {
	const base = edge.url + prefixes.project;
	const ids = Array.from({ length: perRound }, (_, i) =>
		String(20_000 + round * perRound + i),
	);
	const steps = new Map(
		await Promise.all(
			ids.map(async (id) => [id, await currentStep(base, id)] as const),
		),
	);
	// Each person sends the same twice, and something else once; what comes first wins.
	const wanted = ids.flatMap((id) =>
		["ada", "bob"].flatMap((person) =>
			["2000", "2000", "2001"].map((option) => ({
				id,
				person,
				option,
				comment: `${person} ${option}`,
				step: steps.get(id) ?? "",
			})),
		),
	);
	let answered = 0;
	let killed: Promise<void> | null = null;
	const enough = 20 + round * 15;
	const sent = await Promise.all(
		wanted.map(async (each): Promise<SentSubmission> => {
			const url = `${base}/instances/${each.id}/responses`;
			const answer = await submit({ ...each, url }).catch(() => null);
			answered += 1;
			if (answered === enough) killed = edge.kill();
			return { ...each, url, answer };
		}),
	);
	await killed;
	return sent;
}

function submit({
	url,
	person,
	step,
	option,
	comment,
}: Omit<SentSubmission, "answer">): Promise<Reply> {
	return sendRequest(url, {
		token: `${person}-token`,
		body: wireBody(step, option, { comment }),
	});
}

/** What was said of each submission before the kill holds after it; what was not answered is there as sent, or not at all. */
async function expectRepliesHold(
	edge: Killable,
	past: SentSubmission[],
): Promise<void> {
	const byInstance = Map.groupBy(past, ({ id }) => id);
	await Promise.all(
		[...byInstance].map(async ([id, all]) => {
			const { history } = await readHistory(edge.url + prefixes.project, id);
			for (const sent of all) expectReplyHolds(sent, findRow(history, sent));
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
	{ answer, comment, person }: SentSubmission,
	row: Row | undefined,
): void {
	const answered = typeof row?.responded_at === "string";
	if (answer?.status === 204) expect(row?.comment).toBe(comment);
	else if (answer !== null)
		expect([answer.status, answered, row?.comment === comment]).toEqual([
			422,
			true,
			false,
		]);
	else
		expect([null, `${person} 2000`, `${person} 2001`]).toContain(row?.comment);
}

function companyWithManyInstances(rounds: number): Fixture {
	const fixture = company();
	const more = Array.from({ length: rounds * perRound }, (_, i) => ({
		id: String(20_000 + i),
		project_id: "77",
		template_id: "project-multiple",
		item_id: String(i),
	}));
	return { ...fixture, instances: [...fixture.instances, ...more] };
}
