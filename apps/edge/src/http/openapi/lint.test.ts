import SwaggerParser from "@apidevtools/swagger-parser";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import spectral from "@stoplight/spectral-core";
import parsers from "@stoplight/spectral-parsers";
import rulesets from "@stoplight/spectral-rulesets";
import { expect, test } from "vitest";
import { sendRequest } from "../../testing/client.ts";
import { company } from "../../testing/company.ts";
import { startEdge } from "../../testing/edge.ts";
import { dialects } from "./dialect.ts";

/** Asserts that the linters that people use report nothing, neither errors nor warnings. */
test.each(Object.entries(dialects))(
	"redocly, spectral and swagger-parser report nothing about the document in OpenAPI %s",
	// The linters need seconds of CPU time, and more on a busy machine.
	{ timeout: 120_000 },
	async (_, { path }) => {
		const { text } = await sendRequest(
			(await startEdge(company())).url + path,
			{ token: null },
		);
		expect(await redoclyProblems(text)).toEqual([]);
		expect(await spectralProblems(text)).toEqual([]);
		await SwaggerParser.validate(JSON.parse(text));
	},
);

test("the linters report a document without servers and operation ids, or without replies", async () => {
	const text = JSON.stringify({
		openapi: "3.1.0",
		info: { title: "x", version: "1" },
		servers: [],
		paths: { "/x": { get: { responses: { 200: { description: "x" } } } } },
	});
	expect(await redoclyProblems(text)).toContain("no-empty-servers");
	expect(await spectralProblems(text)).toContain("operation-operationId");
	await expect(
		SwaggerParser.validate(JSON.parse(text.replace("responses", "response"))),
	).rejects.toThrow("schema validation failed");
});

async function redoclyProblems(text: string): Promise<string[]> {
	const problems = await lintFromString({
		source: text,
		absoluteRef: "openapi.json",
		config: await createConfig({ extends: ["recommended"] }),
	});
	return problems.map(({ ruleId }) => ruleId);
}

async function spectralProblems(text: string): Promise<string[]> {
	const linter = new spectral.Spectral();
	// The packages disagree on the type of a ruleset.
	linter.setRuleset({ extends: [[Object(rulesets.oas), "recommended"]] });
	const problems = await linter.run(new spectral.Document(text, parsers.Json));
	return problems.map(({ code }) => String(code));
}
