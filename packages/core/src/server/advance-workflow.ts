/** What a response option does to an instance (contract §2). */
export type ResponseType = "approve" | "return" | "reject";

/** Whose answers end a step: the first one, or those of all required assignees. */
export type DecisionType = "first" | "multiple";

/** A step as far as its end depends on it. */
export type StepRule = {
	decision_type: DecisionType;
	assignees: { person_id: string; required: boolean }[];
};

/** A response as far as the step's end depends on it. */
export type Vote = { person_id: string; response_type: string | null };

/** Where an instance stands once a response is recorded. `index` counts a template's steps from 0. */
export type WorkflowTransition =
	| { kind: "waiting" }
	| { kind: "moved"; by: ResponseType; index: number }
	| { kind: "ended"; by: ResponseType };

/**
 * Where an instance goes once a response is recorded. Ours, where the contract is silent: approve leads to the
 * next step, return to the one before (as a new occurrence; from the first step, to the first again), reject ends.
 * With `multiple`, reject outweighs return outweighs approve.
 *
 * @param index the current step's place among the template's `count` steps
 */
export function advanceWorkflow(
	rule: StepRule,
	votes: Vote[],
	index: number,
	count: number,
): WorkflowTransition {
	if (!isComplete(rule, votes)) return { kind: "waiting" };
	const by = overallResponse(votes);
	switch (by) {
		case "approve":
			return index + 1 < count
				? { kind: "moved", by, index: index + 1 }
				: { kind: "ended", by };
		case "return":
			return { kind: "moved", by, index: Math.max(0, index - 1) };
		case "reject":
			return { kind: "ended", by };
	}
}

function isComplete(rule: StepRule, votes: Vote[]): boolean {
	if (votes.length === 0) return false;
	if (rule.decision_type === "first") return true;
	return rule.assignees.every(
		({ person_id, required }) =>
			!required || votes.some((vote) => vote.person_id === person_id),
	);
}

const byWeight: ResponseType[] = ["approve", "return", "reject"];

function overallResponse(votes: Vote[]): ResponseType {
	const heaviest = Math.max(
		...votes.map((vote) => byWeight.indexOf(responseType(vote.response_type))),
	);
	return byWeight[heaviest] ?? "approve";
}

/** The literal of a response type; a company's own spelling ("Approve") counts, and what is none of them approves. */
export function responseType(written: string | null): ResponseType {
	const lower = written?.toLowerCase();
	return lower === "return" || lower === "reject" ? lower : "approve";
}
