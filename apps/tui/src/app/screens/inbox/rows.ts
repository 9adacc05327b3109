import { byUrgency } from "@signoff/sdk";
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
	/** The load that found the step last. */
	loadId: number;
};

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
