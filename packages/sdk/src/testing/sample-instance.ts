import type { Submission } from "@signoff/core";
import type { Reaction, Seen } from "./stub-server.ts";

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

/** Where it is sent to. */
export const instancePath =
	"/rest/v2.0/companies/4201/projects/77/workflows/instances/9001";

/** Who sends it. */
export const ada = { id: 101, login: "ada@harbor.example", name: "Ada Byron" };

const approve = { id: "2000", name: "Approve", response_type: "approve" };
const reject = { id: "2001", name: "Reject", response_type: "reject" };

/** The instance on the wire; `answer` is what Ada has on record. */
export function instance(
	answer: {
		option: "Approve" | "Reject";
		comment: string | null;
	} | null = null,
): {
	id: string;
	[field: string]: unknown;
} {
	const option =
		answer === null ? null : answer.option === "Approve" ? approve : reject;
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
					submitted_at: answer === null ? null : "2026-11-02T09:00:00Z",
					selected_response_option: option,
					comment: answer?.comment ?? null,
					attachments: [],
					assignee: {
						id: "101",
						login: ada.login,
						name: ada.name,
						required: true,
					},
				},
			],
		},
	};
}

/** Answers the reads, and the POSTs by the function given, which is told how many came. */
export function pier(
	post: (count: number) => Reaction,
	shown: () => ReturnType<typeof instance> = () => instance(),
): (seen: Seen) => Reaction {
	let posts = 0;
	return ({ method, path }) => {
		if (method === "POST") {
			posts += 1;
			return post(posts);
		}
		if (path === "/rest/v1.0/me")
			return { kind: "answer", status: 200, body: ada };
		if (path === instancePath)
			return { kind: "answer", status: 200, body: { data: shown() } };
		return { kind: "answer", status: 404 };
	};
}

/** `204 No Content`. */
export const noContent: Reaction = { kind: "answer", status: 204 };
