import type { History, Instance, Submission } from "@signoff/core/contract";
import { type Preview, previewOutcome } from "@signoff/core/settlement";
import type { ClientContext } from "../context/client-context.ts";
import { invalidRequest } from "../errors/failed-request.ts";
import { isSignoffError } from "../errors/signoff-error.ts";
import type { ReadOptions } from "../options/read-options.ts";
import { getHistory, getInstance } from "../resources/instances.ts";
import { knownOrReadMe } from "../resources/me.ts";
import { validateSubmission } from "./validate-submission.ts";

/** What the outcome of a submission would be, and the instance that this was derived from. */
export type PreviewResult = { preview: Preview; instance: Instance };

/**
 * Predicts the outcome of a submission by reads alone. Another person may respond meanwhile, so it guarantees nothing.
 *
 * @throws {SignoffError} if the submission is not valid, or a read fails
 */
export async function preview(
	context: ClientContext,
	input: Submission,
	options?: ReadOptions,
): Promise<PreviewResult> {
	const parsed = validateSubmission(input);
	if (parsed.kind === "invalid")
		throw invalidRequest("Previewing the response", parsed.issues);
	const submission = parsed.value;
	const [person, instance] = await Promise.all([
		knownOrReadMe(context, submission, options),
		getInstance(context, submission, submission.id, options),
	]);
	const preview = previewOutcome(submission, person, instance, null);
	if (preview.would !== "uncertain" && preview.would !== "forbidden")
		return { preview, instance };
	const history = await readHistory(context, submission, options);
	return {
		preview: previewOutcome(submission, person, instance, history),
		instance,
	};
}

/** The history, or `null` if it may not be read: the preview works without it. */
async function readHistory(
	context: ClientContext,
	submission: Submission,
	options?: ReadOptions,
): Promise<History | null> {
	try {
		return await getHistory(context, submission, submission.id, options);
	} catch (error) {
		if (
			isSignoffError(error) &&
			(error.outcome.kind === "forbidden" || error.outcome.kind === "not_found")
		)
			return null;
		throw error;
	}
}
