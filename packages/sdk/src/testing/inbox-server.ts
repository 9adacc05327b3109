import { personAda } from "./sample-instance.ts";
import type { ReceivedRequest, StubReply } from "./stub-server.ts";

/** A row of an instance list, and the instance. By default its step waits for Ada. */
export type StubInstance = {
	id: string;
	updated_at?: string | null;
	overdue_at?: string | null;
	/** Whose row the step has. @default Ada's */
	assignee?: string;
	/** When that row was answered. @default not yet */
	submitted_at?: string | null;
	/** When the instance ended, as its list shows it. @default not yet */
	ended_at?: string;
};

/** The instances of a company's tool, of each project's, and the pages of the project list. */
export type StubInbox = {
	company?: StubInstance[];
	projects?: Record<string, StubInstance[]>;
	/** @default one of the company, and two of one type of projects */
	tools?: { name: string; type: string; provider: string }[];
};

/** Replies to the reads of an inbox: tools, projects, lists and instances of company 4201. */
export function inboxApi({
	company = [],
	projects = {},
	tools = defaultTools,
}: StubInbox): (request: ReceivedRequest) => StubReply {
	const all = [company, ...Object.values(projects)].flat();
	return ({ path }) => {
		const { pathname } = new URL(path, "http://stub");
		const [, instanceId] = /\/instances\/([^/]+)$/.exec(pathname) ?? [];
		const [, project] = /\/projects\/(\d+)\//.exec(pathname) ?? [];
		if (pathname === "/rest/v1.0/me") return ok(personAda);
		if (pathname === "/rest/v1.0/projects")
			return ok(Object.keys(projects).map((id) => ({ id, name: `P${id}` })));
		if (pathname.endsWith("/tools")) return ok({ data: tools });
		if (pathname.endsWith("/instances"))
			return ok({
				data: (project === undefined ? company : (projects[project] ?? [])).map(
					({ id, updated_at = null, ended_at = null }) => ({
						id,
						updated_at,
						ended_at,
					}),
				),
			});
		const found = all.find(({ id }) => id === instanceId);
		return found === undefined
			? { kind: "reply", status: 404 }
			: ok({ data: instanceOf(found) });
	};
}

const defaultTools = [
	{ name: "Policies", type: "generic_tool_item", provider: "Company" },
	{ name: "Invoices", type: "requisition", provider: "Project" },
	{ name: "Credits", type: "requisition", provider: "Project" },
];

function instanceOf({
	id,
	updated_at = null,
	overdue_at = null,
	assignee = personAda.login,
	submitted_at = null,
}: StubInstance): object {
	return {
		id,
		updated_at,
		tool_type: "requisition",
		ended_at: null,
		current_step_occurrence: {
			id: `s${id}`,
			name: "Review",
			started_at: "2026-11-01T08:00:00Z",
			overdue_at,
			available_response_options: [
				{ id: "2000", name: "Approve", response_type: "approve" },
			],
			response_occurrences: [
				{ submitted_at, assignee: { id: null, login: assignee } },
			],
		},
	};
}

function ok(body: unknown): StubReply {
	return { kind: "reply", status: 200, body };
}
