import { problemBody } from "@signoff/core/outcome";
import { expect, test } from "vitest";
import { openApiDocument } from "../http/openapi/document.ts";
import { apiRoutes } from "../http/routes/table.ts";
import { readHistory, wireBody } from "../testing/client.ts";
import { company, instanceId, prefixes } from "../testing/company.ts";
import { startEdge } from "../testing/edge.ts";
import { parseCurlOutput, runShell } from "../testing/integrations/run-curl.ts";
import { curlCommand } from "./client/curl.ts";
import {
	exampleParameters,
	examplesOf,
	exampleValue,
} from "./client/examples.ts";
import {
	type ExplorerOperation,
	groupOperations,
	listOperations,
	type OpenApiDocument,
} from "./client/openapi.ts";
import { buildRequest } from "./client/request.ts";
import { renderResponse } from "./client/response.ts";
import { schemaExample } from "./client/schema-example.ts";
import type { ReceivedResponse } from "./client/send.ts";

const openApi: OpenApiDocument = JSON.parse(
	JSON.stringify(openApiDocument(apiRoutes)),
);
const operations = listOperations(openApi);

test("each request of the document is in exactly one group", () => {
	const grouped = groupOperations(operations).flatMap(
		(group) => group.operations,
	);
	expect(grouped).toHaveLength(apiRoutes.length);
	expect(new Set(grouped)).toEqual(new Set(operations));
});

test("the example of a response contains the required properties and a comment", () => {
	const { body } = named("respond");
	expect(schemaExample(body?.schema ?? {}, openApi.components.schemas)).toEqual(
		{
			response: {
				current_step_occurrence_id: "",
				selected_response_option_id: "",
				comment: "",
				attachments: {},
			},
		},
	);
});

test("a request is built from its path and the values of the form", () => {
	const values = new Map([
		["company_id", "4201"],
		["Procore-Company-Id", "4201"],
		["filters[tool_type]", "a&b"],
		["per_page", ""],
	]);
	expect(buildRequest(named("listInstances"), values, "t", "")).toEqual({
		path: "/rest/v2.0/companies/4201/workflows/instances?filters%5Btool_type%5D=a%26b",
		method: "GET",
		headers: { "Procore-Company-Id": "4201", Authorization: "Bearer t" },
		body: null,
	});
	expect(
		buildRequest(named("getInstance"), new Map([["id", "a/b"]]), "", "").path,
	).toContain("/instances/a%2Fb");
	expect(buildRequest(named("getHealth"), values, "t", "").headers).toEqual({});
	expect(buildRequest(named("respond"), values, "", "{").headers).toEqual({
		"Procore-Company-Id": "4201",
		"Content-Type": "application/json",
	});
});

test("an outcome is described in words, any other HTTP response is not", () => {
	const recorded = { "Idempotency-Replayed": "false" };
	expect(renderResponse(received(204, "", recorded))).toMatchObject({
		tone: "good",
		description: { sentence: "Your response is on record.", next: null },
		body: "",
	});
	const gone = JSON.stringify(problemBody(404, "Nothing."));
	expect(renderResponse(received(404, gone, {}))).toMatchObject({
		tone: "refused",
		description: null,
	});
	expect(renderResponse(received(502, "<p>", {}))).toMatchObject({
		tone: "failed",
		body: "<p>",
	});
});

test("an example fills the parameters and the body together", () => {
	const operation = named("respondInProject");
	expect(examplesOf(operation).map(({ name }) => name)).toContain("conflict");
	expect(Object.fromEntries(exampleParameters(operation, "conflict"))).toEqual({
		company_id: "4201",
		project_id: "77",
		id: "9006",
		"Procore-Company-Id": "4201",
	});
	expect(exampleValue(operation.body ?? {}, "conflict")).toMatchObject({
		response: { current_step_occurrence_id: "8" },
	});
	expect(examplesOf(named("getInstance"))).toEqual([]);
	expect(exampleParameters(named("getInstance"), null).get("id")).toBe("9501");
});

test("the outcome is preferred beside what else the form prefers", () => {
	const prefer = (typed: string) =>
		buildRequest(named("respond"), new Map([["Prefer", typed]]), "", "", true)
			.headers["Prefer"];
	expect(prefer("")).toBe("return=representation");
	expect(prefer("wait=5, return=minimal")).toBe(
		"wait=5, return=representation",
	);
});

test("a body with an outcome or a preview is described as well", () => {
	const sentence = (value: unknown) =>
		renderResponse(received(200, JSON.stringify(value), {})).description;
	expect(
		sentence({ outcome: { kind: "recorded", attempts: [] } })?.sentence,
	).toBe("Your response is on record.");
	expect(sentence({ preview: { would: "recorded", attempts: [] } })).toEqual({
		sentence: "This response would be recorded.",
		next: "A preview records nothing.",
	});
	expect(
		sentence({
			preview: {
				would: "forbidden",
				reason: { code: "X", message: "Not you." },
				attempts: [],
			},
		})?.sentence,
	).toContain("you may not answer this step");
	expect(sentence({ preview: { would: "x" } })).toBeNull();
	expect(sentence({ outcome: "x" })).toBeNull();
});

test.each([
	["plain", "Fine by me."],
	["quotes", `It's "fine" \`id\` $HOME \\ !! %s`],
	["an emoji and other scripts", "🏗 Größe 承認"],
	["lines and tabs", "first\nsecond\tthird\r\n"],
	["a file name", "@/etc/passwd"],
])("the curl command runs in a shell as it is: %s", async (_, comment) => {
	const edge = await startEdge(company());
	const request = buildRequest(
		named("respondInProject"),
		new Map([
			["company_id", "4201"],
			["project_id", "77"],
			["id", instanceId("project", "first")],
			["Procore-Company-Id", "4201"],
			["Prefer", "return=representation"],
		]),
		"ada-token",
		JSON.stringify(wireBody("3", "2000", { comment }), null, 2),
	);
	const reply = parseCurlOutput(await runShell(curlCommand(edge.url, request)));
	expect([reply.status, JSON.parse(reply.body).outcome.kind]).toEqual([
		200,
		"recorded",
	]);
	const { history } = await readHistory(
		edge.url + prefixes.project,
		instanceId("project", "first"),
	);
	expect(JSON.stringify(history)).toContain(JSON.stringify(comment));
});

test("a body that begins with @ is sent, not read from a file", async () => {
	const edge = await startEdge(company());
	const request = buildRequest(
		named("createInstanceInProject"),
		new Map([
			["company_id", "4201"],
			["project_id", "77"],
			["Procore-Company-Id", "4201"],
		]),
		"ada-token",
		"@/etc/hostname",
	);
	const output = await runShell(curlCommand(edge.url, request));
	expect(parseCurlOutput(output).status).toBe(400);
});

function named(id: string): ExplorerOperation {
	const operation = operations.find((each) => each.id === id);
	if (operation === undefined) throw new Error(id);
	return operation;
}

function received(
	status: number,
	text: string,
	headers: Record<string, string>,
): ReceivedResponse {
	const data: unknown = text.startsWith("{") ? JSON.parse(text) : undefined;
	return { status, statusText: "", headers: new Headers(headers), text, data };
}
