import type { AnswerFacts } from "../../model/guardrails.ts";
import {
	projectName,
	type WaitingStep,
	waitingStepId,
} from "../../model/waiting-step.ts";
import type { Draft } from "../../outbox/draft.ts";
import { type Attached, nothingAttached } from "./attached.ts";
import type { SharedOption } from "./shared-options.ts";

/** One of the steps that are answered together, and what was written for it before. */
export type BatchItem = {
	waitingStep: WaitingStep;
	/** Files of its draft; they stay with its answer. */
	attached: Attached;
	/** The comment of its draft. */
	drafted: string;
};

/** The steps that are answered together. */
export type Batch = {
	items: readonly BatchItem[];
	/** How many marked steps are left out, since an answer to them is not settled or was not seen. */
	leftOut: number;
};

/** A batch without steps. */
export const noSteps: Batch = { items: [], leftOut: 0 };

/** A step that is answered together with others, with its draft if there is one. */
export function batchItem(
	waitingStep: WaitingStep,
	draft: Draft | undefined,
): BatchItem {
	if (draft === undefined)
		return { waitingStep, attached: nothingAttached, drafted: "" };
	const { files, attachments, comment } = draft;
	return {
		waitingStep,
		attached: { files, ...(attachments === undefined ? {} : { attachments }) },
		drafted: comment,
	};
}

/** The one comment that the drafts have; `null` if they differ. Steps without one do not count. */
export function commonComment(items: readonly BatchItem[]): string | null {
	const written = new Set(
		items.map(({ drafted }) => drafted).filter((each) => each !== ""),
	);
	if (written.size > 1) return null;
	const [only = ""] = written;
	return only;
}

/** What the guardrails look at, for each answer of a batch. */
export function answerFacts(
	{ items }: Batch,
	{ response_type }: Pick<SharedOption, "response_type">,
	comments: readonly string[],
): AnswerFacts[] {
	return items.map(({ waitingStep: { scope } }, index) => ({
		project_id: scope.project_id,
		response_type,
		comment: comments[index] ?? "",
	}));
}

/** How many steps there are of each project and tool. `project`: `null` for the company itself. */
export type BatchGroup = {
	project: string | null;
	tools: { tool: string; count: number }[];
};

/** The steps of a batch by project and tool, in the order in which these appear. */
export function batchGroups({ items }: Batch): BatchGroup[] {
	const groups = new Map<string | null, Map<string, number>>();
	for (const { waitingStep } of items) {
		const project = projectName(waitingStep);
		const tools = groups.get(project) ?? new Map<string, number>();
		const { tool } = waitingStep;
		tools.set(tool, (tools.get(tool) ?? 0) + 1);
		groups.set(project, tools);
	}
	return [...groups].map(([project, tools]) => ({
		project,
		tools: [...tools].map(([tool, count]) => ({ tool, count })),
	}));
}

/** Identifies the steps of a batch. */
export function batchKey({ items }: Batch): string {
	return JSON.stringify(
		items.map(({ waitingStep }) => waitingStepId(waitingStep)),
	);
}
