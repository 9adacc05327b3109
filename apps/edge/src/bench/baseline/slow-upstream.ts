// A server like Procore that answers each call after a while: every instance is at its first step and waits for Ada.
// Argument: the delay in milliseconds. `GET /calls` answers with the number of calls so far.
import { createServer, type ServerResponse } from "node:http";

const delayMs = Number(process.argv[2] ?? 10);
let calls = 0;

const ada = { id: 101, login: "ada@harbor.example", name: "Ada Byron" };

function instance(id: string): unknown {
	const option = { id: "2000", name: "Approve", response_type: "approve" };
	const row = {
		submitted_at: null,
		selected_response_option: null,
		comment: null,
		attachments: [],
		assignee: {
			...ada,
			id: "101",
			company: { name: "Harbor Build Co" },
			required: true,
		},
	};
	const data = {
		id,
		tool_type: "requisition",
		tool_subtype: null,
		item_id: id,
		started_at: "2026-05-01T10:00:00Z",
		ended_at: null,
		template_version_id: "1",
		current_step_occurrence: {
			id: "1",
			step_uuid: "6f1c5b1e-0000-4000-8000-000000000001",
			name: "Review",
			started_at: "2026-05-01T10:00:00Z",
			overdue_at: null,
			available_response_options: [option],
			response_occurrences: [row],
		},
	};
	return { data };
}

function answer(response: ServerResponse, status: number, body: unknown): void {
	const text = body === null ? "" : JSON.stringify(body);
	response.writeHead(status, { "Content-Type": "application/json" });
	response.end(text);
}

const server = createServer((request, response) => {
	const { url = "", method } = request;
	request.resume();
	if (url === "/calls") return answer(response, 200, { calls });
	calls += 1;
	const id = /\/instances\/(\d+)/.exec(url)?.[1] ?? "";
	setTimeout(() => {
		if (method === "POST") answer(response, 204, null);
		else answer(response, 200, url.endsWith("/me") ? ada : instance(id));
	}, delayMs);
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
	const address = server.address();
	const port =
		typeof address === "object" && address !== null ? address.port : 0;
	process.stdout.write(
		`${JSON.stringify({ url: `http://127.0.0.1:${port}` })}\n`,
	);
});
