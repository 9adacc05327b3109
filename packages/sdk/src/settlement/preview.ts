import {
	type History,
	type Instance,
	type Me,
	parseSubmission,
	type Submission,
} from "@signoff/core/contract";
import { outcomes } from "@signoff/core/outcome";
import { type Preview, previewOutcome } from "@signoff/core/settlement";
import { createCaller } from "../auth/authenticated-transport.ts";
import { knownMe } from "../auth/identity-cache.ts";
import type { ClientContext } from "../context/client-context.ts";
import { isSignoffError, SignoffError } from "../errors/signoff-error.ts";
import type { ReadOptions } from "../options/check-options.ts";
import { getHistory, getInstance } from "../resources/instances.ts";
import { me } from "../resources/me.ts";

/** What a submission would come to, and the instance it was told from. */
export type PreviewResult = { preview: Preview; instance: Instance };

/**
 * Says what a submission would come to, by reads alone. It promises nothing: others may answer meanwhile.
 *
 * @throws {SignoffError} where the submission is not valid, or something could not be read
 */
export async function preview(
	session: ClientContext,
	input: Submission,
	options?: ReadOptions,
): Promise<PreviewResult> {
	const parsed = parseSubmission(input);
	if (parsed.kind === "invalid")
		throw new SignoffError(
			"Previewing the response",
			outcomes.invalid(parsed.issues),
		);
	const submission = parsed.value;
	const [who, instance] = await Promise.all([
		whoIs(session, submission, options),
		getInstance(session, submission, submission.id, options),
	]);
	const current =
		instance.current_step_occurrence?.id ===
		submission.response.current_step_occurrence_id;
	const history = current
		? null
		: await historyOf(session, submission, options);
	return {
		preview: previewOutcome(submission, who, instance, history),
		instance,
	};
}

async function whoIs(
	session: ClientContext,
	submission: Submission,
	options?: ReadOptions,
): Promise<Me> {
	const caller = createCaller(session, options?.signal);
	return (
		(await knownMe(session, caller, options?.attemptTimeoutMs)) ??
		me(session, submission, options)
	);
}

/** A history that may not be seen tells nothing; the preview does without it. */
async function historyOf(
	session: ClientContext,
	submission: Submission,
	options?: ReadOptions,
): Promise<History | null> {
	try {
		return await getHistory(session, submission, submission.id, options);
	} catch (error) {
		if (
			isSignoffError(error) &&
			(error.outcome.kind === "forbidden" || error.outcome.kind === "not_found")
		)
			return null;
		throw error;
	}
}
