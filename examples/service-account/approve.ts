// SIGNOFF_CLIENT_ID=… SIGNOFF_CLIENT_SECRET=… node approve.ts 4201 77 9001
import {
	clientCredentials,
	createClient,
	describe,
	environments,
	exitCodes,
} from "@signoff/sdk";
import { fileTokenStore } from "@signoff/sdk/node";

const {
	SIGNOFF_CLIENT_ID: clientId = "",
	SIGNOFF_CLIENT_SECRET: clientSecret = "",
	SIGNOFF_AUTH_URL: authUrl = environments.production.authUrl,
	SIGNOFF_BASE_URL: baseUrl = environments.production.baseUrl,
} = process.env;
const [company_id = "", project_id = "", id = ""] = process.argv.slice(2);

// Shared with the next run, and with runs at the same time.
const store = fileTokenStore("service-account.tokens.json");
const auth = clientCredentials({ clientId, clientSecret, authUrl, store });
const client = createClient({ auth, baseUrl });

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
		comment: "Approved by the nightly check: the invoice matches the order.",
	};
	const outcome = await client.respond({
		company_id,
		project_id,
		id,
		response,
	});
	console.log(`${outcome.kind}: ${describe(outcome).sentence}`);
	process.exitCode = exitCodes[outcome.kind];
}
