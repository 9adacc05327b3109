import type { Instance, InstanceSummary, Me, Scope } from "@signoff/core";
import { isSamePerson } from "@signoff/core/settlement";
import { type Client, isSignoffError } from "@signoff/sdk";
import { mapSome } from "./map-some.ts";
import type { Waiting } from "./output/result.ts";
import { type ToolList, toolLists } from "./tool-lists.ts";

/** Most reads under way at once. */
const atOnce = 6;

/** What waits for me, overdue steps first, then by when they are due, then by how long they have waited. */
export type StepsWaiting = {
	waiting: Waiting[];
	/** How many lists and instances the server would not show. */
	hidden: number;
};

/**
 * Looks through every tool's instances, since there is no single list of what waits (contract §2).
 *
 * @param now Unix milliseconds: what is overdue is overdue by then
 * @param found told of each step as soon as it was read, in no order
 * @throws whatever the sdk's reads throw, but for what is only hidden from this person
 */
export async function stepsWaiting(
	scope: Scope,
	client: Client,
	signal: AbortSignal,
	now: number,
	found: (waiting: Waiting[]) => void = () => {},
): Promise<StepsWaiting> {
	const [me, lists] = await Promise.all([
		client.me(scope, { signal }),
		toolLists(scope, client, signal),
	]);
	const listed = await mapSome(lists, atOnce, (list) =>
		visible(summaries(list, client, signal)),
	);
	const open = lists.flatMap((list, index) =>
		(listed[index] ?? []).map((summary) => ({ list, id: summary.id })),
	);
	const read = await mapSome(open, atOnce, async ({ list, id }) => {
		const get = client.instances.get(list.scope, id, { signal });
		const instance = await visible(get);
		if (instance === null) return null;
		const waiting = waitsIn(instance, list, me, now);
		if (waiting.length > 0) found(waiting);
		return waiting;
	});
	const waiting = read.flatMap((each) => each ?? []);
	const hidden = [...listed, ...read].filter((each) => each === null).length;
	return { waiting: waiting.sort(byUrgency), hidden };
}

async function summaries(
	{ scope, filters }: ToolList,
	client: Client,
	signal: AbortSignal,
): Promise<InstanceSummary[]> {
	const open: InstanceSummary[] = [];
	for await (const row of client.instances.list(
		scope,
		{ ...filters, active: true },
		{ signal },
	)) {
		if (row.ended_at === null) open.push(row);
	}
	return open;
}

/** Waits for a read; `null` where this person may not see it, or it is gone. */
async function visible<T>(call: Promise<T>): Promise<T | null> {
	try {
		return await call;
	} catch (error) {
		if (
			isSignoffError(error) &&
			(error.outcome.kind === "forbidden" || error.outcome.kind === "not_found")
		)
			return null;
		throw error;
	}
}

/** My row on the current step is unanswered: the step waits for me (contract §2). */
function waitsIn(
	instance: Instance,
	{ scope, tool, project }: ToolList,
	me: Me,
	now: number,
): Waiting[] {
	const step = instance.current_step_occurrence;
	if (step === null) return [];
	const mine = step.response_occurrences.some(
		(row) => row.submitted_at === null && isSamePerson(row.assignee, me),
	);
	if (!mine) return [];
	const overdue = step.overdue_at !== null && Date.parse(step.overdue_at) < now;
	return [
		{
			...scope,
			project,
			tool,
			instance,
			step,
			waiting_since: step.started_at,
			overdue,
		},
	];
}

/** By when they are due, so that what is overdue comes first; then by how long they have waited. */
/** Overdue steps first, then by when they are due, then by how long they have waited. */
export function byUrgency(a: Waiting, b: Waiting): number {
	return (
		moment(a.step.overdue_at) - moment(b.step.overdue_at) ||
		moment(a.waiting_since) - moment(b.waiting_since)
	);
}

/** What has no date comes last. */
function moment(at: string | null): number {
	const ms = Date.parse(at ?? "");
	return Number.isNaN(ms) ? Number.MAX_SAFE_INTEGER : ms;
}
