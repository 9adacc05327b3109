import * as z from "zod/mini";
import { fetchReply } from "./fetch-reply.ts";
import {
	type IntegrationRunner,
	otherOption,
	withPlaceholders,
} from "./integration-runner.ts";

/** The parts of a workflow definition that the runner uses; Conductor's schema has no others with these names. */
const workflowSchema = z.object({
	name: z.string(),
	schemaVersion: z.literal(2),
	inputParameters: z.array(z.string()),
	inputTemplate: z.record(z.string(), z.string()),
	tasks: z.tuple([
		z.object({
			type: z.literal("HTTP"),
			taskReferenceName: z.string(),
			inputParameters: z.object({
				http_request: z.object({
					uri: z.string(),
					method: z.string(),
					accept: z.string(),
					contentType: z.string(),
					headers: z.record(z.string(), z.string()),
					body: z.unknown(),
				}),
			}),
		}),
	]),
});

/** Starts the workflow: its input replaces parts of `inputTemplate`, and references are replaced in the task's input. */
export const runConductor: IntegrationRunner = (text, baseUrl, token) => {
	const workflow = z.parse(
		workflowSchema,
		JSON.parse(withPlaceholders(text, baseUrl, token)),
	);
	return (isOtherOption) => {
		const input = {
			...workflow.inputTemplate,
			...(isOtherOption ? { option: otherOption } : {}),
		};
		const [task] = workflow.tasks;
		const { uri, method, accept, contentType, headers, body } = replaced(
			task.inputParameters.http_request,
			new Map(Object.entries(input)),
		);
		return fetchReply(uri, {
			method,
			headers: { Accept: accept, "Content-Type": contentType, ...headers },
			body: JSON.stringify(body),
		});
	};
};

function replaced<T>(value: T, input: ReadonlyMap<string, string>): T {
	return JSON.parse(JSON.stringify(value), (_, each) =>
		typeof each === "string"
			? each.replace(/\$\{workflow\.input\.(\w+)\}/g, (reference, name) => {
					const found = input.get(String(name));
					if (found === undefined) throw new Error(`${reference} is not set.`);
					return found;
				})
			: each,
	);
}
