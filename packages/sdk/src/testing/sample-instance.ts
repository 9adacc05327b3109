import type { Submission } from "@signoff/core";
import type { ReceivedRequest, StubReply } from "./stub-server.ts";

/** The submission that the tests send: Ada approves instance 9001 of company 4201. */
export const submission: Submission = {
	company_id: "4201",
	project_id: "77",
	id: "9001",
	response: {
		current_step_occurrence_id: "501",
		selected_response_option_id: "2000",
		comment: "Looks good ✓",
	},
};

/** The path of its instance. */
export const instancePath =
	"/rest/v2.0/companies/4201/projects/77/workflows/instances/9001";

/** The person who sends it. */
export const personAda = {
	id: 101,
	login: "ada@harbor.example",
	name: "Ada Byron",
};

const approve = { id: "2000", name: "Approve", response_type: "approve" };
const reject = { id: "2001", name: "Reject", response_type: "reject" };

/** The instance on the wire; `recorded` is the response that Ada has on record. */
export function instance(
	recorded: {
		option: "Approve" | "Reject";
		comment: string | null;
	} | null = null,
): {
	id: string;
	[field: string]: unknown;
} {
	const option =
		recorded === null ? null : recorded.option === "Approve" ? approve : reject;
	return {
		id: "9001",
		tool_type: "requisition",
		item_id: "483",
		new_field: { kept: true },
		started_at: "2026-11-01T08:00:00Z",
		ended_at: null,
		current_step_occurrence: {
			id: "501",
			step_uuid: "5a",
			name: "Architectural review",
			started_at: "2026-11-01T08:00:00Z",
			overdue_at: null,
			available_response_options: [approve, reject],
			response_occurrences: [
				{
					submitted_at: recorded === null ? null : "2026-11-02T09:00:00Z",
					selected_response_option: option,
					comment: recorded?.comment ?? null,
					attachments: [],
					assignee: {
						id: "101",
						login: personAda.login,
						name: personAda.name,
						required: true,
					},
				},
			],
		},
	};
}

/** Replies to the reads, and to POSTs as `post` says, given how many there were. */
export function sampleApi(
	post: (count: number) => StubReply,
	shown: () => ReturnType<typeof instance> = () => instance(),
): (request: ReceivedRequest) => StubReply {
	let posts = 0;
	return ({ method, path }) => {
		if (method === "POST") {
			posts += 1;
			return post(posts);
		}
		if (path === "/rest/v1.0/me")
			return { kind: "reply", status: 200, body: personAda };
		if (path === instancePath)
			return { kind: "reply", status: 200, body: { data: shown() } };
		return { kind: "reply", status: 404 };
	};
}

/** `204 No Content`. */
export const noContent: StubReply = { kind: "reply", status: 204 };
