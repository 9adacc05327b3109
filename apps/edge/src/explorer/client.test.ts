import { problemBody } from "@signoff/core/outcome";
import { expect, test } from "vitest";
import { openApiDocument } from "../http/openapi/document.ts";
import { routes } from "../http/routes/table.ts";
import {
	groupsOf,
	type OpenApi,
	type Operation,
	operationsOf,
} from "./client/openapi.ts";
import { prepare } from "./client/request.ts";
import { shownOf } from "./client/response.ts";
import { exampleOf } from "./client/schema-example.ts";
import type { Received } from "./client/send.ts";

const openApi: OpenApi = JSON.parse(JSON.stringify(openApiDocument(routes)));
const operations = operationsOf(openApi);

test("every request of the document is offered, once", () => {
	const grouped = groupsOf(operations).flatMap((group) => group.operations);
	expect(grouped).toHaveLength(routes.length);
	expect(new Set(grouped)).toEqual(new Set(operations));
});

test("the example of a response has what is required, and a place for a comment", () => {
	const { body } = named("respond");
	expect(exampleOf(body ?? {}, openApi.components.schemas)).toEqual({
		response: {
			current_step_occurrence_id: "",
			selected_response_option_id: "",
			comment: "",
			attachments: {},
		},
	});
});

test("a request goes to its path, with what was filled in", () => {
	const values = new Map([
		["company_id", "4201"],
		["Procore-Company-Id", "4201"],
		["filters[tool_type]", "a&b"],
		["per_page", ""],
	]);
	expect(prepare(named("listInstances"), values, "t", "")).toEqual({
		path: "/rest/v2.0/companies/4201/workflows/instances?filters%5Btool_type%5D=a%26b",
		method: "GET",
		headers: { "Procore-Company-Id": "4201", Authorization: "Bearer t" },
		body: null,
	});
	expect(
		prepare(named("getInstance"), new Map([["id", "a/b"]]), "", "").path,
	).toContain("/instances/a%2Fb");
	expect(prepare(named("getHealth"), values, "t", "").headers).toEqual({});
	expect(prepare(named("respond"), values, "", "{").headers).toEqual({
		"Procore-Company-Id": "4201",
		"Content-Type": "application/json",
	});
});

test("an outcome is told in words, another answer is not", () => {
	const recorded = { "Idempotency-Replayed": "false" };
	expect(shownOf(received(204, "", recorded))).toMatchObject({
		tone: "good",
		words: { sentence: "Your response is on record.", next: null },
		body: "",
	});
	const gone = JSON.stringify(problemBody(404, "Nothing."));
	expect(shownOf(received(404, gone, {}))).toMatchObject({
		tone: "refused",
		words: null,
	});
	expect(shownOf(received(502, "<p>", {}))).toMatchObject({
		tone: "failed",
		body: "<p>",
	});
});

function named(id: string): Operation {
	const operation = operations.find((each) => each.id === id);
	if (operation === undefined) throw new Error(id);
	return operation;
}

function received(
	status: number,
	text: string,
	headers: Record<string, string>,
): Received {
	const data: unknown = text.startsWith("{") ? JSON.parse(text) : undefined;
	return { status, statusText: "", headers: new Headers(headers), text, data };
}
