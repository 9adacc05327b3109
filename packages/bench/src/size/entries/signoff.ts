import { bearer, createClient } from "@signoff/sdk";

const client = createClient({ auth: bearer("token") });

await client.respond({
	company_id: "4201",
	id: "9001",
	response: {
		current_step_occurrence_id: "1",
		selected_response_option_id: "2000",
	},
});
