import { byUrgency, type InstanceListName } from "@signoff/sdk";
import {
	itemName,
	projectName,
	stepName,
	type WaitingStep,
	waitingStepId,
} from "../../../model/waiting-step.ts";

/** One step in the inbox. */
export type Row = {
	id: string;
	waitingStep: WaitingStep;
	/** The text that the filter searches, in lower case. */
	search: string;
	/** The load that found the step last; `cachedLoadId` if only an earlier run of the app did. */
	loadId: number;
};

/** The load of rows from the cache. */
export const cachedLoadId = -1;

/** The load of rows that no list has. */
export const pinnedLoadId = -2;

/** Adds the rows of pinned steps that no list has, and removes those that are not pinned any more. */
export function withPinned(rows: Row[], pinned: WaitingStep[]): Row[] {
	const isListed = ({ loadId }: Row): boolean => loadId !== pinnedLoadId;
	const listed = rows.every(isListed) ? rows : rows.filter(isListed);
	const ids = new Set(listed.map(({ id }) => id));
	const missing = pinned.filter((step) => !ids.has(waitingStepId(step)));
	return missing.length === 0
		? listed
		: addWaitingSteps(listed, missing, pinnedLoadId);
}

/** Identifies the list of instances that a step is in. */
export function listNameKey({ scope, tool }: InstanceListName): string {
	return JSON.stringify([scope.company_id, scope.project_id ?? null, tool]);
}

/**
 * The index of a row in other rows; if it is not among them, of the nearest row after it that is, or else before it.
 * -1 if none is.
 */
export function survivor(before: Row[], cursor: number, after: Row[]): number {
	const indexes = new Map(after.map(({ id }, index) => [id, index]));
	const following = before.slice(cursor);
	const preceding = before.slice(0, cursor).reverse();
	for (const { id } of [...following, ...preceding]) {
		const index = indexes.get(id);
		if (index !== undefined) return index;
	}
	return -1;
}

/** Adds or replaces the rows of steps, and sorts all rows by urgency. */
export function addWaitingSteps(
	rows: Row[],
	steps: WaitingStep[],
	loadId: number,
): Row[] {
	const byId = new Map(rows.map((row) => [row.id, row]));
	for (const waitingStep of steps) {
		const id = waitingStepId(waitingStep);
		byId.set(id, { id, waitingStep, search: searchText(waitingStep), loadId });
	}
	return [...byId.values()].sort(
		(a, b) => byUrgency(a.waitingStep, b.waitingStep) || (a.id < b.id ? -1 : 1),
	);
}

function searchText(waitingStep: WaitingStep): string {
	return [
		stepName(waitingStep),
		itemName(waitingStep),
		projectName(waitingStep) ?? "",
		waitingStep.instance.id,
	]
		.join(" ")
		.toLowerCase();
}
