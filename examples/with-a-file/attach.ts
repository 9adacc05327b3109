// SIGNOFF_TOKEN=… node attach.ts 4201 77 9001 delivery-note.pdf
import { bearer, createClient, describe } from "@signoff/sdk";
import { attachFiles } from "@signoff/sdk/node";

const { SIGNOFF_BASE_URL: baseUrl, SIGNOFF_TOKEN: token = "" } = process.env;
const [company_id = "", project_id = "", id = "", ...files] =
	process.argv.slice(2);

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
	const response = {
		current_step_occurrence_id: step.id,
		selected_response_option_id: approve.id,
		comment: "See the delivery note.",
	};
	const submission = await attachFiles(
		client,
		{ company_id, project_id, id, response },
		files,
		{ onProgress: (file, { sent }) => console.log(`${file}: ${sent} bytes`) },
	);
	const outcome = await client.respond(submission, { instance });
	console.log(`${outcome.kind}: ${describe(outcome).sentence}`);
}
