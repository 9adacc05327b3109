import type { Instance, Submission } from "@signoff/core";
import { stepOptions } from "@signoff/core/settlement";
import type { Client, ReadOptions } from "@signoff/sdk";

/**
 * The response type of the option that a submission selects: as the step shows it while it is current, later as the
 * history lists it. `null` if neither shows it.
 *
 * @param instance as it was just read
 * @param deadlineMs for the read of the history
 * @throws {SignoffError} if the history cannot be read
 */
export async function responseTypeOf(
	client: Client,
	instance: Instance,
	submission: Submission,
	options: ReadOptions,
): Promise<string | null> {
	const { current_step_occurrence_id: step, selected_response_option_id } =
		submission.response;
	const isCurrent = instance.current_step_occurrence?.id === step;
	const history = isCurrent
		? null
		: await client.instances.history(submission, submission.id, options);
	const option = stepOptions(instance, history, step).find(
		({ id }) => id === selected_response_option_id,
	);
	return option?.response_type ?? null;
}
