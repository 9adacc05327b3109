import { problemBody } from "@signoff/core/outcome";
import { expect, test } from "vitest";
import { openApiDocument } from "../http/openapi/document.ts";
import { apiRoutes } from "../http/routes/table.ts";
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
	expect(schemaExample(body ?? {}, openApi.components.schemas)).toEqual({
		response: {
			current_step_occurrence_id: "",
			selected_response_option_id: "",
			comment: "",
			attachments: {},
		},
	});
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
