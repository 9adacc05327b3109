import type { Field } from "./prepared-example.ts";
import { type ResponseJob, waitSeconds } from "./response-job.ts";

type Property = Record<string, unknown>;

/** An element template for the REST connector of Camunda 8. Its inputs have the values of the sample company. */
export function camundaTemplate({ respond, fields }: ResponseJob): unknown {
	return {
		$schema:
			"https://unpkg.com/@camunda/zeebe-element-templates-json-schema/resources/schema.json",
		id: "signoff.respond",
		name: "Signoff: respond to a workflow step",
		description: respond.summary,
		version: 1,
		category: { id: "connectors", name: "Connectors" },
		appliesTo: ["bpmn:Task"],
		elementType: { value: "bpmn:ServiceTask" },
		engines: { camunda: "^8.3" },
		groups: [
			{ id: "edge", label: "Signoff edge" },
			{ id: "response", label: "Response" },
			{ id: "retries", label: "Retries" },
		],
		properties: [
			{
				type: "Hidden",
				value: "io.camunda:http-json:1",
				binding: { type: "zeebe:taskDefinition", property: "type" },
			},
			input("edge", {
				name: "base_url",
				description: "The address of the edge.",
				value: "{{base_url}}",
			}),
			fixed("authentication.type", "bearer"),
			input("edge", {
				name: "authentication.token",
				description: "An access token, or an API key of the edge.",
				value: "{{token}}",
			}),
			...fields.map((field) => input("response", field)),
			// Inputs are evaluated in their order, so these see the ones above.
			fixed("method", respond.method),
			fixed("url", `=${urlExpression(respond.path)}`),
			fixed("headers", `=${headersExpression(respond.headers)}`),
			fixed(
				"body",
				"={response: {current_step_occurrence_id: step, selected_response_option_id: option, comment: comment, attachments: {}}}",
			),
			fixed("connectionTimeoutInSeconds", "5"),
			fixed("readTimeoutInSeconds", String(waitSeconds + 5)),
			header("resultExpression", "={signoff_status: response.status}"),
			// These answers are final: an incident or another attempt would change nothing.
			header(
				"errorExpression",
				'=if list contains(["400", "403", "404", "422"], error.code) then bpmnError("SIGNOFF_" + error.code, error.message) else null',
			),
			{
				group: "retries",
				type: "String",
				label: "Retries",
				value: "3",
				binding: { type: "zeebe:taskDefinition", property: "retries" },
			},
			{
				group: "retries",
				type: "String",
				label: "Retry backoff",
				description: "An ISO 8601 duration.",
				value: "PT10S",
				binding: { type: "zeebe:taskHeader", key: "retryBackoff" },
			},
		],
	};
}

/** An input that people see and can change, also to an expression. */
function input(group: string, { name, description, value }: Field): Property {
	return {
		...{ group, id: name, label: name, description, value },
		type: name === "comment" ? "Text" : "String",
		feel: "optional",
		...(name === "comment" ? {} : { constraints: { notEmpty: true } }),
		binding: { type: "zeebe:input", name },
	};
}

function fixed(name: string, value: string): Property {
	return { type: "Hidden", value, binding: { type: "zeebe:input", name } };
}

function header(key: string, value: string): Property {
	return { type: "Hidden", value, binding: { type: "zeebe:taskHeader", key } };
}

/** The address in FEEL: a sum of texts and the inputs of the path. */
function urlExpression(path: string): string {
	return [
		"base_url",
		...path
			.split(/\{(\w+)\}/)
			.map((part, index) => (index % 2 === 0 ? `"${part}"` : part)),
	].join(" + ");
}

function headersExpression(headers: ResponseJob["respond"]["headers"]): string {
	const entries = headers.map(({ name, field }) => `"${name}": ${field}`);
	return `{${[...entries, `Prefer: "wait=${waitSeconds}"`].join(", ")}}`;
}
