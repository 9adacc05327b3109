import { readFileSync } from "node:fs";
import { outcomeFromHttp } from "@signoff/core";
import { expect, test } from "vitest";
import { sendRequest } from "../../testing/client.ts";
import { startEdge } from "../../testing/edge.ts";
import { apiRoutes } from "../routes/table.ts";
import { dialects } from "./dialect.ts";
import { openApiDocument } from "./document.ts";

const sampleCompany = JSON.parse(
	readFileSync(
		new URL("../../../fixtures/harbor.json", import.meta.url),
		"utf8",
	),
);

type Example = { summary: string; value: unknown };
type Described = {
	parameters: {
		name: string;
		in: string;
		example?: unknown;
		examples?: Record<string, Example>;
	}[];
	requestBody?: {
		content: {
			"application/json": {
				example?: unknown;
				examples?: Record<string, Example>;
			};
		};
	};
	responses: Record<
		string,
		{
			content?: Record<
				string,
				{ example?: unknown; examples?: Record<string, Example> }
			>;
		}
	>;
};

/** The operations of a document whose body is a submission, with the name of each example. */
function submissionExamples() {
	return Object.entries(dialects).flatMap(([version, dialect]) => {
		const { paths } = openApiDocument(apiRoutes, { dialect });
		return Object.entries(paths).flatMap(([path, methods]) => {
			if (!path.endsWith("/responses")) return [];
			const described: Described = JSON.parse(JSON.stringify(methods["post"]));
			const { examples = {} } =
				described.requestBody?.content["application/json"] ?? {};
			return Object.keys(examples).map((name) => ({
				...{ version, path, name, described },
			}));
		});
	});
}

/** The value of a parameter or body for the example of a name. */
function exampleOf(
	{
		example,
		examples,
	}: { example?: unknown; examples?: Record<string, Example> },
	name: string,
): unknown {
	return examples === undefined ? example : examples[name]?.value;
}

test.each(submissionExamples())(
	"$version: the example $name of $path answers what it says",
	async ({ path, name, described }) => {
		const edge = await startEdge(sampleCompany);
		let url = edge.url + path;
		const headers: Record<string, string> = {};
		for (const parameter of described.parameters) {
			const value = String(exampleOf(parameter, name));
			if (parameter.in === "path")
				url = url.replace(`{${parameter.name}}`, value);
			if (parameter.in === "header" && parameter.name !== "Prefer")
				headers[parameter.name] = value;
		}
		const body = exampleOf(
			described.requestBody?.content["application/json"] ?? {},
			name,
		);
		const reply = await sendRequest(url, {
			method: "POST",
			token: "ada-token",
			headers,
			body: JSON.stringify(body),
		});
		const data = reply.text === "" ? null : JSON.parse(reply.text);
		const outcome = outcomeFromHttp({
			status: reply.status,
			headers: Object.fromEntries(reply.headers),
			data,
		});
		expect(outcome?.kind).toBe(name);
		const shown =
			described.responses[reply.status]?.content?.["application/problem+json"];
		if (data !== null)
			expect(withoutMoments(data)).toEqual(
				withoutMoments(shown?.examples?.[name]?.value),
			);
	},
);

/** A body without what differs between two requests. */
function withoutMoments(body: unknown): unknown {
	return JSON.parse(
		JSON.stringify(body, (key, value) =>
			key === "submitted_at" || key === "instance" ? "" : value,
		),
	);
}

test("every parameter that a request needs has an example", () => {
	const { paths } = openApiDocument(apiRoutes);
	const without = Object.entries(paths).flatMap(([path, methods]) =>
		Object.values(methods).flatMap((operation) =>
			(operation as Described).parameters
				.filter(
					(parameter) =>
						Object(parameter).required &&
						parameter.example === undefined &&
						parameter.examples === undefined,
				)
				.map(({ name }) => `${path} ${name}`),
		),
	);
	expect(without).toEqual([]);
});
