import { Validator } from "@seriousme/openapi-schema-validator";
import { readEndpoints } from "@signoff/core/contract/read-endpoints";
import { pageSizes, parseListQuery } from "@signoff/core/server";
import { expect, test } from "vitest";
import { sendRequest } from "../../testing/client.ts";
import { company } from "../../testing/company.ts";
import { startEdge } from "../../testing/edge.ts";
import { apiRoutes } from "../routes/table.ts";
import { dialects } from "./dialect.ts";
import { openApiDocument } from "./document.ts";

test.each(Object.entries(dialects))(
	"the document in OpenAPI %s is valid and needs no token",
	async (version, { path }) => {
		const edge = await startEdge(company());
		const reply = await sendRequest(edge.url + path, { token: null });
		expect(reply.headers.get("content-type")).toBe("application/json");
		const validator = new Validator();
		expect(await validator.validate(JSON.parse(reply.text))).toEqual({
			valid: true,
		});
		expect(validator.version).toBe(version);
	},
);

test("it describes every route and itself, each with a unique operation id", async () => {
	const edge = await startEdge(company());
	const document: unknown = JSON.parse(
		(await sendRequest(`${edge.url}/openapi.json`)).text,
	);
	const described = operations(document);
	expect(described.map(({ method, path }) => `${method} ${path}`)).toEqual(
		expect.arrayContaining([
			...apiRoutes.map(({ method, path }) => `${method.toLowerCase()} ${path}`),
			"get /openapi.json",
			"get /openapi-3.0.json",
		]),
	);
	expect(described).toHaveLength(apiRoutes.length + 2);
	expect(new Set(described.map(({ id }) => id)).size).toBe(described.length);
});

test("the list of instances accepts every parameter that is described", () => {
	const { query = [] } = readEndpoints.listInstances;
	for (const exclusive of ["page", "cursor"]) {
		const url = new URL("http://edge.example/");
		for (const { name, schema } of query)
			if (name !== exclusive) url.searchParams.set(name, samples[schema.type]);
		const names = query.map(({ name }) => name);
		const parsed = parseListQuery(url.searchParams);
		if (parsed.kind === "invalid") throw new Error(JSON.stringify(parsed));
		const { filters, ...paging } = parsed.value;
		expect(
			[
				...Object.keys(filters).map((name) => `filters[${name}]`),
				...Object.keys(paging),
				exclusive,
			].sort(),
		).toEqual(names.sort());
	}
	const perPage = query.find(({ name }) => name === "per_page")?.schema;
	expect([perPage?.default, perPage?.maximum]).toEqual([
		pageSizes.default,
		pageSizes.max,
	]);
});

const samples = { string: "x", boolean: "true", integer: "7" };

test("every reference has a target, and every schema is used", () => {
	const document = openApiDocument(apiRoutes);
	const text = JSON.stringify(document);
	const used = new Set(
		[...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(
			([, name]) => name,
		),
	);
	expect([...used].sort()).toEqual(
		Object.keys(Object(document.components["schemas"])).sort(),
	);
});

/** The examples name instances, which live at one of the levels. */
function withoutExamples(value: unknown): unknown {
	return JSON.parse(
		JSON.stringify(value, (key, inner) =>
			key === "examples" ? undefined : inner,
		),
	);
}

test("both paths of the contract have the same request body and replies", () => {
	const { paths } = openApiDocument(apiRoutes);
	const post = (path: string) => Object(paths[path]?.["post"]);
	const [company, project] = ["", "/projects/{project_id}"].map((level) =>
		post(
			`/rest/v2.0/companies/{company_id}${level}/workflows/instances/{id}/responses`,
		),
	);
	for (const part of ["requestBody", "responses"])
		expect(withoutExamples(project[part])).toEqual(
			withoutExamples(company[part]),
		);
	expect(Object.keys(company.responses)).toEqual([
		"200",
		"202",
		"204",
		"400",
		"401",
		"403",
		"404",
		"405",
		"408",
		"413",
		"415",
		"421",
		"422",
		"429",
		"431",
		"500",
		"503",
		"504",
	]);
	expect(project.parameters.map(({ name }: { name: string }) => name)).toEqual([
		"company_id",
		"project_id",
		"id",
		"Procore-Company-Id",
		"Prefer",
	]);
});

function operations(
	document: unknown,
): { path: string; method: string; id: unknown }[] {
	return Object.entries(Object(Object(document).paths)).flatMap(
		([path, methods]) =>
			Object.entries(Object(methods)).map(([method, operation]) => ({
				path,
				method,
				id: Object(operation).operationId,
			})),
	);
}
