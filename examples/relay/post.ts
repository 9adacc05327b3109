// SIGNOFF_API_KEY=sgn_… node post.ts http://127.0.0.1:8787 4201 77 9001 1 2000
import { setTimeout } from "node:timers/promises";

const [edge, company, project, instance, step, option] = process.argv.slice(2);
const headers = {
	Authorization: `Bearer ${process.env["SIGNOFF_API_KEY"]}`,
	"Procore-Company-Id": company ?? "",
	"Content-Type": "application/json",
};
const path = `/rest/v2.0/companies/${company}/projects/${project}/workflows/instances/${instance}/responses`;
const body = JSON.stringify({
	response: {
		current_step_occurrence_id: step,
		selected_response_option_id: option,
		comment: "Approved by the ERP: the invoice matches the order.",
		attachments: {},
	},
});

// The edge goes on by itself, also across restarts and outages. To post the same decision again is safe.
let reply = await fetch(edge + path, {
	method: "POST",
	headers: { ...headers, Prefer: "respond-async, return=representation" },
	body,
});
const location = reply.headers.get("Location");
while (location !== null) {
	await setTimeout(1_000 * Number(reply.headers.get("Retry-After") ?? 1));
	reply = await fetch(new URL(location, edge), { headers });
	if (!reply.headers.has("Retry-After")) break;
}
const { outcome } = JSON.parse(await reply.text());
console.log(outcome?.kind ?? reply.status);
process.exitCode = reply.ok && outcome !== undefined ? 0 : 1;
