import {
	isReadEndpointName,
	type ReadEndpointName,
	readEndpoints,
} from "@signoff/core/contract/read-endpoints";
import { expect, test } from "vitest";
import { bearer } from "../auth/auth.ts";
import { type Client, createClient } from "../client.ts";
import { serve } from "../testing/stub-server.ts";

const scope = { company_id: "4201", project_id: "77" };

// A read endpoint of core without a method here does not compile.
const methods: Record<ReadEndpointName, (client: Client) => unknown> = {
	listTools: (client) => client.tools.list(scope),
	listInstances: (client) =>
		first(client.instances.list(scope, { tool_type: "t" })),
	getInstance: (client) => client.instances.get(scope, "9001"),
	getHistory: (client) => client.instances.history(scope, "9001"),
	getMe: (client) => client.me(scope),
	listCompanies: (client) => first(client.companies.list()),
	listProjects: (client) => first(client.projects.list(scope)),
};

const names = Object.keys(readEndpoints).filter(isReadEndpointName);

test.each(names)("%s reads the endpoint's path", async (name) => {
	const server = await serve(() => ({ kind: "reply", status: 404 }));
	const client = createClient({
		baseUrl: server.url,
		auth: bearer("ada-token"),
	});
	const { activity, paths } = readEndpoints[name];
	await expect(methods[name](client)).rejects.toThrow(activity);
	const [request] = server.requests;
	expect(request?.method).toBe("GET");
	expect(Object.values(paths)).toContain(
		request?.path
			.replace(/\?.*/, "")
			.replace("companies/4201", "companies/{company_id}")
			.replace("projects/77", "projects/{project_id}")
			.replace("9001", "{id}"),
	);
});

async function first<T>(rows: AsyncIterable<T>): Promise<T | undefined> {
	for await (const row of rows) return row;
	return undefined;
}
