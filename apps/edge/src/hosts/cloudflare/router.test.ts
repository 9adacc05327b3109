import { expect, test } from "vitest";
import { type RequestOptions, sendRequest } from "../../testing/client.ts";
import { company } from "../../testing/company.ts";
import { workerEdges } from "../../testing/workerd/harness.ts";

const edges = workerEdges();

/** Two companies that both know Ada; each has one more person whom the other does not know. */
async function two(): Promise<
	(path: string, options: RequestOptions) => Promise<string>
> {
	const [ada, bob, cy] = company().people;
	if (ada === undefined || bob === undefined || cy === undefined)
		throw new Error("There are too few people.");
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
	const ask = await two();
	for (const id of ["4201", "4202"]) {
		const headers = { "Procore-Company-Id": id };
		expect(await ask("/rest/v1.0/companies", { headers })).toContain(
			`"id":${id}`,
		);
		const tools = `/rest/v2.0/companies/${id}/workflows/tools`;
		expect(await ask(tools, { headers })).toBe('{"data":[]}');
	}
});

test("a company that does not know a person is a 404 for that person", async () => {
	const ask = await two();
	const tools = "/rest/v2.0/companies/4201/workflows/tools";
	expect(await ask(tools, { token: "bob-token" })).toBe('{"data":[]}');
	expect(await ask(tools, { token: "cy-token" })).toBe("404");
	expect(await ask(tools, { token: "dan-token" })).toBe("401");
	expect(await ask("/rest/v1.0/companies", { token: "cy-token" })).toContain(
		'"id":4202',
	);
});
