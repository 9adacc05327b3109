import { type CallName, parseSubmission, type Submission } from "@signoff/core";
import type {
	Behaviour,
	DraftFeature,
	Driver,
	NamedDraft,
	OptionForm,
} from "./types.ts";

/** The name in place of an option that no step offers. */
export const unofferedName = "Endorse";

/** Whether a behaviour runs on a surface in a form. A submission that is malformed is no draft: it runs by id alone. */
export function runsInForm(
	behaviour: Behaviour,
	form: OptionForm,
	{
		optionForms = ["id"],
		draftsWithout = [],
	}: Pick<Driver, "optionForms" | "draftsWithout">,
): boolean {
	if (!optionForms.includes(form)) return false;
	if (form === "id") return true;
	const submission = validSubmission(behaviour);
	return (
		submission !== null &&
		!draftsWithout.some((feature) => hasFeature[feature](submission))
	);
}

/**
 * The submission of a behaviour as a draft with the name of its option.
 *
 * @throws {TypeError} if the submission is malformed
 */
export function namedDraft(behaviour: Behaviour): NamedDraft {
	const submission = validSubmission(behaviour);
	if (submission === null)
		throw new TypeError("A malformed submission has no draft.");
	const { response, ...at } = submission;
	const {
		current_step_occurrence_id: step,
		selected_response_option_id: optionId,
		...rest
	} = response;
	const offered = behaviour.plan.steps.flatMap(({ options }) => options);
	const option = offered.find(({ id }) => id === optionId);
	return { ...at, step, option: option?.name ?? unofferedName, ...rest };
}

/** A behaviour with the expectation for a form. */
export function expectInForm(
	behaviour: Behaviour,
	form: OptionForm,
): Behaviour {
	if (form === "id") return behaviour;
	const { expect } = behaviour;
	const requests = withReadsOfName(expect.requests);
	return { ...behaviour, expect: { ...expect, requests, ...expect.by_name } };
}

/**
 * The requests of a settlement whose option was a name. Resolving it reads the person and the instance, which the
 * settlement then knows, and the history if the step has ended. Then the settlement reads instance and history again.
 */
function withReadsOfName(requests: CallName[]): CallName[] {
	return requests[2] === "read_history"
		? requests.toSpliced(2, 0, "read_history", "read_instance")
		: requests;
}

function validSubmission({ submission }: Behaviour): Submission | null {
	const parsed = parseSubmission(submission);
	return parsed.kind === "parsed" ? parsed.value : null;
}

const hasFeature: Record<DraftFeature, (submission: Submission) => boolean> = {
	attachments: ({ response }) => response.attachments !== undefined,
	null_character: ({ response }) => response.comment?.includes("\0") ?? false,
};
