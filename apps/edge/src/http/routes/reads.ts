import type { ParseResult } from "@signoff/core";
import {
	type ReadEndpointName,
	readEndpoints,
} from "@signoff/core/contract/read-endpoints";
import { outcomes } from "@signoff/core/outcome";
import { parseListQuery } from "@signoff/core/server";
import { malformedIssue } from "@signoff/core/validation";
import type * as z from "zod/mini";
import type { ReadQueryOf } from "../../upstreams/request-types.ts";
import { historyViewSchema } from "../../upstreams/views/history.ts";
import {
	instanceSummaryViewSchema,
	instanceViewSchema,
} from "../../upstreams/views/instance.ts";
import {
	companyViewSchema,
	meViewSchema,
	projectViewSchema,
	toolViewSchema,
} from "../../upstreams/views/me-companies-projects.ts";
import { companyHeaderIssues } from "../request/company-header.ts";
import type { EdgeContext } from "../request/context.ts";
import { issuesOf } from "../request/issues.ts";
import { scopeFromPath } from "../request/scope.ts";
import { replyWithOutcome } from "../responses/problem.ts";
import { replyWithReadResult } from "../responses/read-result.ts";

/** What the edge adds to a read endpoint of core. */
type ReadRoute<Name extends ReadEndpointName> = {
	parse: (c: EdgeContext) => ParseResult<ReadQueryOf<Name>>;
	/** The schema of one resource as the edge sends it, and its name in `components.schemas` of `/openapi.json`. */
	component: { name: string; schema: z.ZodMiniType };
};

/** Every read that the edge serves and describes. A read endpoint of core that is missing here does not compile. */
export const readRoutes: {
	readonly [Name in ReadEndpointName]: ReadRoute<Name>;
} = {
	listTools: {
		parse: (c) => parsed({ kind: "listTools", ...scopeFromPath(c) }),
		component: { name: "Tool", schema: toolViewSchema },
	},
	listInstances: {
		parse: (c) => {
			const query = parseListQuery(new URL(c.req.url).searchParams);
			if (query.kind === "invalid") return query;
			const scope = scopeFromPath(c);
			return parsed({ kind: "listInstances", ...scope, query: query.value });
		},
		component: { name: "InstanceSummary", schema: instanceSummaryViewSchema },
	},
	getInstance: {
		parse: (c) => parsed({ kind: "getInstance", ...instanceFromPath(c) }),
		component: { name: "Instance", schema: instanceViewSchema },
	},
	getHistory: {
		parse: (c) => parsed({ kind: "getHistory", ...instanceFromPath(c) }),
		component: { name: "History", schema: historyViewSchema },
	},
	getMe: {
		parse: () => parsed({ kind: "getMe" }),
		component: { name: "Me", schema: meViewSchema },
	},
	listCompanies: {
		parse: () => parsed({ kind: "listCompanies" }),
		component: { name: "Company", schema: companyViewSchema },
	},
	listProjects: {
		parse: parseProjectsQuery,
		component: { name: "Project", schema: projectViewSchema },
	},
};

/** Handles one read (contract §2): checks the request, asks the upstream, and replies with its result. */
export function handleRead(
	name: ReadEndpointName,
): (c: EdgeContext) => Promise<Response> {
	const { paths, envelope } = readEndpoints[name];
	const { parse } = readRoutes[name];
	return async (c) => {
		const query = parse(c);
		const header = paths.account === undefined ? companyHeaderIssues(c) : [];
		const issues = [...header, ...issuesOf(query)];
		if (query.kind === "invalid" || issues.length > 0)
			return replyWithOutcome(c, outcomes.invalid(issues));
		const result = await c
			.get("upstream")
			.read(c.get("principal"), query.value, {
				companyId: companyOfHeader(c),
				search: new URL(c.req.url).searchParams,
			});
		return replyWithReadResult(c, result, envelope ? "v2" : "v1");
	};
}

/** The company of the header, if it has the form of an id. Reads of the account need none (contract §2). */
function companyOfHeader(c: EdgeContext): string | null {
	const header = c.req.header("Procore-Company-Id") ?? "";
	return /^\d{1,40}$/.test(header) ? header : null;
}

function parseProjectsQuery(
	c: EdgeContext,
): ParseResult<ReadQueryOf<"listProjects">> {
	const [company_id, another] = c.req.queries("company_id") ?? [];
	if (company_id !== undefined && company_id !== "" && another === undefined)
		return parsed({ kind: "listProjects", company_id });
	const message = "`query.company_id` must be given exactly once.";
	return {
		kind: "invalid",
		issues: [malformedIssue(["query", "company_id"], message)],
	};
}

function instanceFromPath(c: EdgeContext) {
	return { ...scopeFromPath(c), id: c.req.param("id") ?? "" };
}

function parsed<T>(value: T): ParseResult<T> {
	return { kind: "parsed", value };
}
