import type * as z from "zod/mini";
import {
	type Company,
	companySchema,
	type Project,
	projectSchema,
	type Tool,
	toolSchema,
} from "./companies-projects-tools.ts";
import { type History, historySchema } from "./history.ts";
import { type Instance, instanceSchema } from "./instance.ts";
import {
	type InstanceSummary,
	instanceSummarySchema,
} from "./instance-summary.ts";
import { type Me, meSchema } from "./me.ts";
import type { QueryParameter, ReadEndpoint } from "./read-endpoint.ts";

export {
	type QueryParameter,
	type ReadEndpoint,
	type ReadEndpointPaths,
	type ReadParameters,
	readPath,
} from "./read-endpoint.ts";

/** Every read endpoint (contract §2): its parameters, the shape of its body, and what its schema returns. */
export type ReadEndpoints = {
	listTools: ReadEndpoint<"scope", "list", Tool>;
	listInstances: ReadEndpoint<"scope", "pages", InstanceSummary>;
	getInstance: ReadEndpoint<"instance", "value", Instance>;
	getHistory: ReadEndpoint<"instance", "value", History>;
	getMe: ReadEndpoint<"account", "value", Me>;
	listCompanies: ReadEndpoint<"account", "pages", Company>;
	listProjects: ReadEndpoint<"company", "pages", Project>;
};

/** The name of a read endpoint: its operation's id in an API description. */
export type ReadEndpointName = keyof ReadEndpoints;

/** The reads that clients make and servers answer. The requests, routes and descriptions are made from this table. */
export const readEndpoints: ReadEndpoints = {
	listTools: {
		parameters: "scope",
		...enveloped("list", "/workflows/tools", toolSchema),
		activity: "Listing the tools",
		summary: "List the tools that have workflows",
		returns: "The tools.",
	},
	listInstances: {
		parameters: "scope",
		...enveloped("pages", "/workflows/instances", instanceSummarySchema),
		query: [
			textParameter("filters[tool_type]", "The tool.", true),
			textParameter("filters[tool_subtype]", "The tool's subtype."),
			textParameter(
				"filters[item_id]",
				"The item that goes through the workflow.",
			),
			textParameter(
				"filters[assignee_id]",
				"Id of an assignee of the current step.",
			),
			flagParameter("filters[active]", "Whether the instance has not ended."),
			flagParameter("filters[overdue]", "Whether the current step is overdue."),
			{
				name: "per_page",
				description: "Rows per page.",
				required: false,
				schema: { type: "integer", minimum: 1, maximum: 100, default: 10 },
			},
			textParameter(
				"cursor",
				"Start of the page, from a `Link`; exclusive with `page`.",
			),
			{
				name: "page",
				description: "Number of the page, from 1; exclusive with `cursor`.",
				required: false,
				schema: { type: "integer", minimum: 1 },
			},
		],
		activity: "Listing the instances",
		summary: "List workflow instances",
		description:
			"The instances that live at this level, without their steps. `Link` has the URLs of other pages.",
		returns: "One page.",
	},
	getInstance: {
		parameters: "instance",
		...enveloped("value", "/workflows/instances/{id}", instanceSchema),
		activity: "Reading the instance",
		summary: "Get a workflow instance, with its current step",
		returns: "The instance.",
	},
	getHistory: {
		parameters: "instance",
		...enveloped("value", "/workflows/instances/{id}/history", historySchema),
		activity: "Reading the history",
		summary: "Get the history of a workflow instance",
		returns: "The history.",
	},
	getMe: {
		parameters: "account",
		paths: { account: "/rest/v1.0/me" },
		shape: "value",
		envelope: false,
		schema: meSchema,
		activity: "Reading who you are",
		summary: "Who am I",
		returns: "The owner of the token.",
	},
	listCompanies: {
		parameters: "account",
		paths: { account: "/rest/v1.0/companies" },
		shape: "pages",
		envelope: false,
		schema: companySchema,
		activity: "Listing the companies",
		summary: "List companies",
		returns: "The companies.",
	},
	listProjects: {
		parameters: "company",
		paths: { account: "/rest/v1.0/projects" },
		query: [textParameter("company_id", "The company.", true)],
		shape: "pages",
		envelope: false,
		schema: projectSchema,
		activity: "Listing the projects",
		summary: "List a company's projects",
		returns: "The projects.",
	},
};

/** True for the name of a read endpoint. */
export function isReadEndpointName(name: string): name is ReadEndpointName {
	return Object.hasOwn(readEndpoints, name);
}

/** A v2 endpoint, which has one path for each level and wraps its body in `{ "data": … }`. */
function enveloped<S, T>(shape: S, path: string, schema: z.ZodMiniType<T>) {
	const company = "/rest/v2.0/companies/{company_id}";
	return {
		paths: {
			company: company + path,
			project: `${company}/projects/{project_id}${path}`,
		},
		shape,
		envelope: true,
		schema,
	};
}

function textParameter(
	name: string,
	description: string,
	required = false,
): QueryParameter {
	return {
		name,
		description,
		required,
		schema: { type: "string", minLength: 1 },
	};
}

function flagParameter(name: string, description: string): QueryParameter {
	return { name, description, required: false, schema: { type: "boolean" } };
}
