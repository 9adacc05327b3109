// SIGNOFF_BASE_URL=http://127.0.0.1:8787 SIGNOFF_TOKEN=ada-token node decide.ts 4201 77 9001
import { bearer, createClient, describe } from "@signoff/sdk";

const { SIGNOFF_BASE_URL: baseUrl, SIGNOFF_TOKEN: token = "" } = process.env;
const [company_id = "", project_id = "", id = ""] = process.argv.slice(2);

const client = createClient({
	auth: bearer(token),
	...(baseUrl === undefined ? {} : { baseUrl }),
});
const instance = await client.instances.get({ company_id, project_id }, id);
const step = instance.current_step_occurrence;
const approve = step?.available_response_options.find(
	({ name }) => name === "Approve",
);

if (step === null || approve === undefined) {
	console.log("There is nothing to approve.");
} else {
	const outcome = await client.respond(
		{
			company_id,
			project_id,
			id,
			response: {
				current_step_occurrence_id: step.id,
				selected_response_option_id: approve.id,
				comment: "Quantities match the delivery note.",
			},
		},
		{ instance },
	);
	const { sentence, next } = describe(outcome);
	console.log(`${outcome.kind}: ${sentence}${next === null ? "" : ` ${next}`}`);
}
