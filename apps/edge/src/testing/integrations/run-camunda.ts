import schema from "@camunda/zeebe-element-templates-json-schema/resources/schema.json" with {
	type: "json",
};
import { Ajv } from "ajv";
import { evaluate } from "feelin";
import * as z from "zod/mini";
import { fetchReply } from "./fetch-reply.ts";
import {
	type IntegrationRunner,
	otherOption,
	withPlaceholders,
} from "./integration-runner.ts";

const templateSchema = z.object({
	properties: z.array(
		z.object({
			value: z.optional(z.string()),
			binding: z.object({
				type: z.string(),
				name: z.optional(z.string()),
				property: z.optional(z.string()),
			}),
		}),
	),
});

const inputsSchema = z.object({
	method: z.string(),
	url: z.string(),
	headers: z.record(z.string(), z.string()),
	body: z.unknown(),
	"authentication.type": z.literal("bearer"),
	"authentication.token": z.string(),
});

/**
 * Applies the template, which must match Camunda's schema, to a task and carries it out as the REST connector does:
 * inputs are evaluated in their order, those with `=` as FEEL.
 */
export const runCamunda: IntegrationRunner = (text, baseUrl, token) => {
	const template: unknown = JSON.parse(withPlaceholders(text, baseUrl, token));
	const ajv = new Ajv({ strict: false, allErrors: true });
	if (ajv.validate(schema, template) !== true)
		throw new Error(ajv.errorsText());
	const { properties } = z.parse(templateSchema, template);
	const type = properties.find(({ binding }) => binding.property === "type");
	if (type?.value !== "io.camunda:http-json:1") throw new Error("No connector");
	return (isOtherOption) => {
		const variables: Record<string, unknown> = {};
		for (const { value = "", binding } of properties) {
			const { name } = binding;
			if (binding.type !== "zeebe:input" || name === undefined) continue;
			const given = isOtherOption && name === "option" ? otherOption : value;
			variables[name] = given.startsWith("=")
				? evaluated(given.slice(1), variables)
				: given;
		}
		const inputs = z.parse(inputsSchema, variables);
		return fetchReply(inputs.url, {
			method: inputs.method,
			headers: {
				"Content-Type": "application/json",
				...inputs.headers,
				Authorization: `Bearer ${inputs["authentication.token"]}`,
			},
			body: JSON.stringify(inputs.body),
		});
	};
};

function evaluated(
	expression: string,
	variables: Record<string, unknown>,
): unknown {
	const { value, warnings } = evaluate(expression, variables);
	if (warnings.length > 0) throw new Error(JSON.stringify(warnings));
	return value;
}
