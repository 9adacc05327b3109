// npx @signoff/conformance client --command "node procore-js-sdk.ts"
// npx @signoff/conformance client --command "node procore-js-sdk.ts refresher"
import { createInterface } from "node:readline";
import { client as createClient, oauth, refresher } from "@procore/js-sdk";

const refreshes = process.argv[2] === "refresher";

for await (const line of createInterface({ input: process.stdin })) {
	const { base_url, token, submission, deadline_ms } = JSON.parse(line);
	const { company_id, project_id, id, response } = submission;
	const project = project_id === undefined ? "" : `/projects/${project_id}`;
	const authorizer = refreshes
		? refresher(oauth(token), async () => ({ access_token: token }))
		: oauth(token);
	const client = createClient(
		authorizer,
		{ signal: AbortSignal.timeout(deadline_ms) },
		{ apiHostname: base_url, defaultVersion: "v2.0" },
	);
	const path = `/companies/${company_id}${project}/workflows/instances/${id}/responses`;
	// A program that awaits the promise takes a rejection as a failure, whatever the error is.
	const reports = await client
		.post(
			{ base: path },
			{ response: { attachments: {}, ...response } },
			{ companyId: company_id },
		)
		.then(
			() => "success",
			() => "failure",
		);
	console.log(JSON.stringify({ reports }));
}
