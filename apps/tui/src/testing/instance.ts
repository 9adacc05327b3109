import type { ReceivedRequest, StubReply } from "./stub-server.ts";

/** Ada, as `GET /rest/v1.0/me` shows her. */
const ada = { id: 101, login: "ada@harbor.example", name: "Ada Byron" };

/** An instance whose step waits for Ada. `text` is the step's name. */
export function instanceFor(
	text: string,
	id = "9001",
	overdue_at: string | null = "2026-01-04T00:00:00Z",
): object {
	return {
		id,
		tool_type: "requisition",
		item_id: "483",
		started_at: "2026-01-01T00:00:00Z",
		ended_at: null,
		current_step_occurrence: {
			id: "1",
			step_uuid: "u-1",
			name: text,
			started_at: "2026-01-01T00:00:00Z",
			overdue_at,
			available_response_options: [
				{ id: "2000", name: "Approve", response_type: "approve" },
			],
			response_occurrences: [
				{
					submitted_at: null,
					selected_response_option: null,
					comment: null,
					attachments: [],
					assignee: { ...ada, id: "101", required: true },
				},
			],
		},
	};
}

/** Replies to every read for Ada and her instance; `submitted` is the reply to a submission. */
export function replyToReads(
	text: string,
	submitted: StubReply,
): (request: ReceivedRequest) => StubReply {
	const tools = [{ name: text, type: "requisition", provider: "Company" }];
	const instance = instanceFor(text);
	return ({ method, path }) => {
		if (method === "POST") return submitted;
		if (path.startsWith("/rest/v1.0/me")) return { status: 200, body: ada };
		if (path.includes("/tools")) return { status: 200, body: { data: tools } };
		if (path.includes("/instances/9001/history"))
			return { status: 403, body: {} };
		if (path.includes("/instances/9001"))
			return { status: 200, body: { data: instance } };
		return { status: 200, body: { data: [instance] } };
	};
}
