import { instanceFor } from "./instance.ts";
import type { ReceivedRequest, StubReply } from "./stub-server.ts";

/** A company with many projects. One project in seven has a step that waits for Ada, in any of the tools. */
export type LargeCompany = {
	projects: number;
	tools: number;
	/** The requests in a window that are answered; `null`: all. */
	limit: { requests: number; windowMs: number } | null;
};

/** The number of steps that wait for Ada. */
export function waitingCount({ projects }: LargeCompany): number {
	return Array.from({ length: projects }, (_, index) => index).filter(isWaiting)
		.length;
}

const isWaiting = (project: number): boolean => project % 7 === 3;
const perPage = 100;
const firstProject = 1_000;

/** Replies to the reads of an inbox, and with 429 beyond the limit. */
export function replyForLargeCompany(
	company: LargeCompany,
): (request: ReceivedRequest) => StubReply {
	const { limit } = company;
	const used = new Map<number, number>();
	return ({ path }) => {
		const reply = { status: 200, body: bodyOf(path, company) };
		const pages = pageHeaders(path, company);
		if (limit === null) return { ...reply, headers: pages };
		const now = Date.now();
		const start = now - (now % limit.windowMs);
		const count = (used.get(start) ?? 0) + 1;
		used.set(start, count);
		const headers: Record<string, string> = {
			...pages,
			"X-Rate-Limit-Limit": String(limit.requests),
			"X-Rate-Limit-Remaining": String(Math.max(0, limit.requests - count)),
			"X-Rate-Limit-Reset": String(Math.ceil((start + limit.windowMs) / 1_000)),
		};
		return count > limit.requests
			? { status: 429, headers }
			: { ...reply, headers };
	};
}

/** Pages of projects have a total instead of a link. */
function pageHeaders(
	path: string,
	{ projects }: LargeCompany,
): Record<string, string> {
	return path.startsWith("/rest/v1.0/projects")
		? { Total: String(projects) }
		: {};
}

function bodyOf(path: string, company: LargeCompany): object {
	const { pathname, searchParams } = new URL(path, "http://stub");
	if (pathname.endsWith("/me"))
		return { id: 101, login: "ada@harbor.example", name: "Ada Byron" };
	if (pathname.endsWith("/tools"))
		return {
			data: numbers(company.tools).map((tool) => ({
				name: `Tool ${tool}`,
				type: `type_${tool}`,
				provider: "Project",
			})),
		};
	if (pathname === "/rest/v1.0/projects") {
		const from = (Number(searchParams.get("page") ?? 1) - 1) * perPage;
		return numbers(company.projects)
			.slice(from, from + perPage)
			.map((index) => ({
				id: firstProject + index,
				name: `Project ${index}`,
			}));
	}
	const [, id] = /\/instances\/(\d+)$/.exec(pathname) ?? [];
	if (id !== undefined) return { data: instance(id, company) };
	const [, project = ""] = /\/projects\/(\d+)\//.exec(pathname) ?? [];
	const index = Number(project) - firstProject;
	const type = searchParams.get("filters[tool_type]");
	const isThere = isWaiting(index) && type === `type_${index % company.tools}`;
	return { data: isThere ? [instance(`9${project}`, company)] : [] };
}

function instance(id: string, { tools }: LargeCompany): object {
	const index = Number(id.slice(1)) - firstProject;
	return {
		...instanceFor("Review", id),
		tool_type: `type_${index % tools}`,
		updated_at: "2026-01-01T00:00:00Z",
	};
}

function numbers(count: number): number[] {
	return Array.from({ length: count }, (_, index) => index);
}
