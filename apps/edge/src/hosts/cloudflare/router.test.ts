import { expect, test } from "vitest";
import { type RequestOptions, sendRequest } from "../../testing/client.ts";
import { company } from "../../testing/company.ts";
import { workerEdges } from "../../testing/workerd/harness.ts";

const edges = workerEdges();

/** Two companies that both know Ada; each has one more person whom the other does not know. */
async function startTwoCompanies(): Promise<
	(path: string, options: RequestOptions) => Promise<string>
> {
	const [ada, bob, cy] = company().people;
	if (ada === undefined || bob === undefined || cy === undefined)
		throw new Error("The test company has too few people.");
	const bare = { ...company(), templates: [], instances: [] };
	const { url } = await edges.start(
		{ ...bare, people: [ada, bob] },
		{
			...bare,
			company: { id: "4202", name: "Quay Build Co" },
			people: [ada, cy],
		},
	);
	return async (path, options) => {
		const { status, text } = await sendRequest(url + path, options);
		return status === 200 ? text : String(status);
	};
}

test("a request of a person known to two companies goes to the company that it names", async () => {
	const get = await startTwoCompanies();
	for (const id of ["4201", "4202"]) {
		const headers = { "Procore-Company-Id": id };
		expect(await get("/rest/v1.0/companies", { headers })).toContain(
			`"id":${id}`,
		);
		const tools = `/rest/v2.0/companies/${id}/workflows/tools`;
		expect(await get(tools, { headers })).toBe('{"data":[]}');
	}
});

test("a company that does not know a person is a 404 for that person", async () => {
	const get = await startTwoCompanies();
	const tools = "/rest/v2.0/companies/4201/workflows/tools";
	expect(await get(tools, { token: "bob-token" })).toBe('{"data":[]}');
	expect(await get(tools, { token: "cy-token" })).toBe("404");
	expect(await get(tools, { token: "dan-token" })).toBe("401");
	expect(await get("/rest/v1.0/companies", { token: "cy-token" })).toContain(
		'"id":4202',
	);
});
