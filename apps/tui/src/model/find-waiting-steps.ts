import type { Instance, InstanceSummary, Me, Scope } from "@signoff/core";
import { isSamePerson } from "@signoff/core/settlement";
import { type Client, isSignoffError } from "@signoff/sdk";
import pMap from "p-map";
import { byUrgency } from "./by-urgency.ts";
import { findInstanceLists, type InstanceList } from "./find-instance-lists.ts";
import type { WaitingStep } from "./waiting-step.ts";

/** The most lists or instances that are read at the same time. */
const concurrency = 6;

/** The steps that wait for this person, most urgent first. */
export type WaitingSteps = {
	waiting: WaitingStep[];
	/** How many lists and instances this person may not see. */
	hidden: number;
};

/**
 * Reads the active instances of every tool, since the API has no single list of waiting steps (contract §2).
 *
 * @param now Unix milliseconds; a step that was due before is overdue
 * @param onFound receives the steps of an instance as soon as it is read, in no particular order
 * @throws what the sdk's reads throw, except for lists and instances that this person may not see
 */
export async function findWaitingSteps(
	scope: Scope,
	client: Client,
	signal: AbortSignal,
	now: number,
	onFound: (waiting: WaitingStep[]) => void = () => {},
): Promise<WaitingSteps> {
	const [me, lists] = await Promise.all([
		client.me(scope, { signal }),
		findInstanceLists(scope, client, signal),
	]);
	// No `signal` for `pMap`: an aborted read rejects with the sdk's error, which carries an outcome.
	const listed = await pMap(
		lists,
		(list) => nullIfHidden(listActive(list, client, signal)),
		{ concurrency },
	);
	const active = lists.flatMap((list, index) =>
		(listed[index] ?? []).map((summary) => ({ list, id: summary.id })),
	);
	const read = await pMap(
		active,
		async ({ list, id }) => {
			const get = client.instances.get(list.scope, id, { signal });
			const instance = await nullIfHidden(get);
			if (instance === null) return null;
			const waiting = waitingStepsIn(instance, list, me, now);
			if (waiting.length > 0) onFound(waiting);
			return waiting;
		},
		{ concurrency },
	);
	const waiting = read.flatMap((steps) => steps ?? []);
	const hidden = [...listed, ...read].filter((each) => each === null).length;
	return { waiting: waiting.sort(byUrgency), hidden };
}

async function listActive(
	{ scope, filters }: InstanceList,
	client: Client,
	signal: AbortSignal,
): Promise<InstanceSummary[]> {
	const active: InstanceSummary[] = [];
	for await (const row of client.instances.list(
		scope,
		{ ...filters, active: true },
		{ signal },
	)) {
		if (row.ended_at === null) active.push(row);
	}
	return active;
}

/** Returns what a read returns, or `null` if this person may not see it or it no longer exists. */
async function nullIfHidden<T>(read: Promise<T>): Promise<T | null> {
	try {
		return await read;
	} catch (error) {
		if (
			isSignoffError(error) &&
			(error.outcome.kind === "forbidden" || error.outcome.kind === "not_found")
		)
			return null;
		throw error;
	}
}

/** The current step, if this person's row on it is unanswered (contract §2). */
function waitingStepsIn(
	instance: Instance,
	{ scope, tool, project }: InstanceList,
	me: Me,
	now: number,
): WaitingStep[] {
	const step = instance.current_step_occurrence;
	if (step === null) return [];
	const unanswered = step.response_occurrences.some(
		(row) => row.submitted_at === null && isSamePerson(row.assignee, me),
	);
	if (!unanswered) return [];
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
