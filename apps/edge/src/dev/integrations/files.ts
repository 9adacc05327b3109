import { join } from "node:path";
import { openApiDocument } from "../../http/openapi/document.ts";
import { apiRoutes } from "../../http/routes/table.ts";
import { camundaTemplate } from "./camunda.ts";
import { conductorWorkflow } from "./conductor.ts";
import { curlScript } from "./curl.ts";
import { postmanCollection } from "./postman.ts";
import { responseJob } from "./response-job.ts";

/** The folder of the files, which is part of the package. */
export const integrationsFolder: string = join(
	import.meta.dirname,
	"../../../integrations",
);

/** The content of each file, from the examples of the OpenAPI document. */
export function integrationFiles(): Record<string, string> {
	const job = responseJob(openApiDocument(apiRoutes));
	const json = (value: unknown): string =>
		`${JSON.stringify(value, null, "\t")}\n`;
	return {
		"conductor-http-task.json": json(conductorWorkflow(job)),
		"camunda-rest-connector.json": json(camundaTemplate(job)),
		"postman.collection.json": json(postmanCollection(job)),
		"curl.sh": curlScript(job),
	};
}
