import { advanceWorkflow, type Submission } from "@signoff/core";
import { toIsoTime } from "./clock.ts";
import type { NamedStep } from "./decision-state.ts";
import { nextId } from "./id-counter.ts";
import { countMovedInstance } from "./instance-counts.ts";
import type { Ledger } from "./ledger.ts";
import {
	beginStep,
	endInstance,
	endStep,
	touchInstance,
} from "./step-transitions.ts";
import { type Template, templateStep } from "./templates.ts";

/** The stored state that a response was decided on. */
export type DecisionContext = {
	instanceId: string;
	/** The row of the instance. */
	instanceSeq: number;
	projectId: string | null;
	template: Template;
	step: NamedStep;
};

/** Stores a response that core accepted and advances the instance. Runs inside the decision's transaction. */
export function applyResponse(
	ledger: Ledger,
	context: DecisionContext,
	personId: string,
	response: Submission["response"],
): void {
	const { sql, clock } = ledger;
	const { instanceId, instanceSeq, projectId, template, step } = context;
	const group = { projectId, templateId: template.id };
	const now = clock.now();
	const at = toIsoTime(now);
	sql.exec(
		"INSERT INTO responses (step_id, person_id, id, option_id, comment, attachments, submitted_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
		step.id,
		personId,
		nextId(sql, "response"),
		response.selected_response_option_id,
		JSON.stringify(response.comment ?? null),
		JSON.stringify(response.attachments ?? {}),
		at,
	);
	const next = nextTransition(
		context,
		personId,
		response.selected_response_option_id,
	);
	switch (next.kind) {
		case "waiting":
			touchInstance(sql, instanceSeq, at);
			return;
		case "moved":
			endStep(sql, step.seq, next.by, at);
			beginStep(sql, template, instanceSeq, {
				id: nextId(sql, "step"),
				...{ instanceId, index: next.index, now },
			});
			countMovedInstance(sql, group, step.index, next.index);
			return;
		case "ended":
			endStep(sql, step.seq, next.by, at);
			endInstance(sql, instanceSeq, next.by, at);
			countMovedInstance(sql, group, step.index, null);
	}
}

function nextTransition(
	{ template, step }: DecisionContext,
	personId: string,
	optionId: string,
): ReturnType<typeof advanceWorkflow> {
	const rule = templateStep(template, step.index);
	const typeOf = (id: string): string | null =>
		rule.options.find((option) => option.id === id)?.response_type ?? null;
	const votes = step.responses.map(({ person_id, option_id }) => ({
		person_id,
		response_type: typeOf(option_id),
	}));
	return advanceWorkflow(
		rule,
		[...votes, { person_id: personId, response_type: typeOf(optionId) }],
		step.index,
		template.steps.length,
	);
}
