import { instanceFor } from "../src/testing/instance.ts";
import type { ReceivedRequest, StubReply } from "../src/testing/stub-server.ts";

const perPage = 100;

/** Replies for a company without projects and with one tool, all of whose instances wait for Ada. */
export function replyForOneTool(
	rows: number,
): (request: ReceivedRequest) => StubReply {
	return ({ path }) => {
		const { pathname, searchParams } = new URL(path, "http://127.0.0.1");
		if (pathname === "/rest/v1.0/me")
			return {
				status: 200,
				body: { id: 101, login: "ada@harbor.example", name: "Ada Byron" },
			};
		if (pathname === "/rest/v1.0/projects")
			return { status: 200, body: [], headers: { Total: "0" } };
		if (pathname.endsWith("/tools"))
			return {
				status: 200,
				body: {
					data: [
						{ name: "Invoices", type: "requisition", provider: "Company" },
					],
				},
			};
		const [, id] = /\/instances\/(\d+)$/.exec(pathname) ?? [];
		if (id !== undefined)
			return { status: 200, body: { data: instanceFor("Review", id) } };
		return instancesPage(Number(searchParams.get("page") ?? 1), rows, path);
	};
}

function instancesPage(page: number, rows: number, path: string): StubReply {
	const data = Array.from({ length: perPage }, (_, index) =>
		instanceFor("Review", String(page * perPage + index)),
	);
	const next = new URL(path, "http://127.0.0.1");
	next.searchParams.set("page", String(page + 1));
	const headers: Record<string, string> =
		page * perPage < rows
			? { Link: `<${next.pathname}${next.search}>; rel="next"` }
			: {};
	return { status: 200, body: { data }, headers };
}
