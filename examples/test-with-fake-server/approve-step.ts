import { type Client, describe } from "@signoff/sdk";

/** Approves the current step of an instance, and returns a sentence for the user. */
export async function approve(
	client: Client,
	scope: { company_id: string; project_id: string },
	id: string,
): Promise<string> {
	const instance = await client.instances.get(scope, id);
	const step = instance.current_step_occurrence;
	const option = step?.available_response_options.find(
		({ name }) => name === "Approve",
	);
	if (step === null || option === undefined)
		return "There is nothing to approve.";
	const response = {
		current_step_occurrence_id: step.id,
		selected_response_option_id: option.id,
		comment: "Quantities match the delivery note.",
	};
	const outcome = await client.respond(
		{ ...scope, id, response },
		{ instance, readFirst: true },
	);
	return describe(outcome).sentence;
}
