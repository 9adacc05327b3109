import { advanceWorkflow, type Submission } from "@signoff/core";
import { toIsoTime } from "./clock.ts";
import type { Ledger } from "./ledger.ts";
import { nextId } from "./queries.ts";
import type { InstanceRecord, ResponseRecord, StepRecord } from "./records.ts";
import {
	beginStep,
	endInstance,
	endStep,
	touchInstance,
} from "./step-transitions.ts";
import { type Template, templateStep } from "./templates.ts";

/** The stored state that a response is decided on. */
export type DecisionContext = {
	instance: InstanceRecord;
	template: Template;
	step: StepRecord;
	responses: ResponseRecord[];
};

/** Stores a response that core accepted and advances the instance. Runs inside the decision's transaction. */
export function applyResponse(
	ledger: Ledger,
	context: DecisionContext,
	personId: string,
	response: Submission["response"],
): void {
	const { sql, clock } = ledger;
	const { instance, template, step } = context;
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
			touchInstance(sql, instance.id, at);
			return;
		case "moved":
			endStep(sql, step.id, next.by, at);
			beginStep(sql, instance.id, template, next.index, now);
			return;
		case "ended":
			endStep(sql, step.id, next.by, at);
			endInstance(sql, instance.id, next.by, at);
	}
}

function nextTransition(
	{ template, step, responses }: DecisionContext,
	personId: string,
	optionId: string,
): ReturnType<typeof advanceWorkflow> {
	const rule = templateStep(template, step.step_index);
	const typeOf = (id: string): string | null =>
		rule.options.find((option) => option.id === id)?.response_type ?? null;
	const votes = responses.map(({ person_id, option_id }) => ({
		person_id,
		response_type: typeOf(option_id),
	}));
	return advanceWorkflow(
		rule,
		[...votes, { person_id: personId, response_type: typeOf(optionId) }],
		step.step_index,
		template.steps.length,
	);
}
