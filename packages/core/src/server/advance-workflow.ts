/** The effect of a response option on an instance (contract §2). */
export type ResponseType = "approve" | "return" | "reject";

/** Which responses end a step: the first one, or those of all required assignees. */
export type DecisionType = "first" | "multiple";

/** The rule by which a step ends. */
export type StepRule = {
	decision_type: DecisionType;
	assignees: { person_id: string; required: boolean }[];
};

/** A response as {@link advanceWorkflow} counts it. */
export type Vote = { person_id: string; response_type: string | null };

/** The effect of a recorded response on an instance. `index` counts the template's steps from 0. */
export type WorkflowTransition =
	| { kind: "waiting" }
	| { kind: "moved"; by: ResponseType; index: number }
	| { kind: "ended"; by: ResponseType };

/**
 * Moves an instance after a response is recorded. The contract does not say how; this rule is Signoff's: approve moves
 * to the next step, return to the previous one (as a new occurrence; from the first step, to the first again), reject
 * ends the instance. With `multiple`, reject takes precedence over return, and return over approve.
 *
 * @param index index of the current step among the template's `count` steps
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

const byPrecedence: ResponseType[] = ["approve", "return", "reject"];

function overallResponse(votes: Vote[]): ResponseType {
	const highest = Math.max(
		...votes.map((vote) =>
			byPrecedence.indexOf(responseType(vote.response_type)),
		),
	);
	return byPrecedence[highest] ?? "approve";
}

/** Parses a response type, without case ("Approve"); any other text counts as approve. */
export function responseType(written: string | null): ResponseType {
	const lower = written?.toLowerCase();
	return lower === "return" || lower === "reject" ? lower : "approve";
}
