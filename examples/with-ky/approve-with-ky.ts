// SIGNOFF_BASE_URL=http://127.0.0.1:8787 SIGNOFF_TOKEN=ada-token node approve-with-ky.ts 4201 77 9001
import { bearer, createClient, describe, exitCodes } from "@signoff/sdk";
import ky from "ky";

const { SIGNOFF_BASE_URL: baseUrl, SIGNOFF_TOKEN: token = "" } = process.env;
const [company_id = "", project_id = "", id = ""] = process.argv.slice(2);

// The instance that the rest of an application uses: its header and its hook apply to every request of the client. Its
// retries and timeouts do not: the client decides on those.
const http = ky.create({
	headers: { "User-Agent": "harbor-invoices/1.0" },
	hooks: {
		afterResponse: [
			({ request, response }) => {
				const { pathname } = new URL(request.url);
				console.log(`${request.method} ${pathname}: ${response.status}`);
			},
		],
	},
});

const client = createClient({
	auth: bearer(token),
	fetch: http,
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
	};
	const outcome = await client.respond(
		{ company_id, project_id, id, response },
		{ instance },
	);
	console.log(`${outcome.kind}: ${describe(outcome).sentence}`);
	process.exitCode = exitCodes[outcome.kind];
}
