import { curlCommand } from "../../explorer/client/curl.ts";
import type { PreparedExample } from "./prepared-example.ts";
import { pathWith, type ResponseJob, submissionBody } from "./response-job.ts";

/** A script with one curl command for each request, with the values of the sample company. */
export function curlScript(job: ResponseJob): string {
	const values = new Map(job.fields.map(({ name, value }) => [name, value]));
	const other = new Map(values).set("option", job.otherOption);
	return `#!/bin/sh
# Requests of Signoff for the sample company. Replace {{base_url}} and {{token}}, then run one of them:
#   sh curl.sh [respond | respond-other-option | preview | instance]
# Each curl command can also be imported by itself, for example into n8n, Bruno or Postman.
case "\${1:-respond}" in
respond)
${command(job.respond, values)}
  ;;
respond-other-option)
${command(job.respond, other)}
  ;;
preview)
${command(job.preview, values)}
  ;;
instance)
${command(job.readInstance, values)}
  ;;
*)
  echo "There is no request $1." >&2
  exit 2
  ;;
esac
`;
}

function command(
	request: PreparedExample,
	values: ReadonlyMap<string, string>,
): string {
	const textOf = (field: string): string => values.get(field) ?? "";
	const hasBody = request.method === "POST";
	return curlCommand("{{base_url}}", {
		path: pathWith(request, textOf),
		method: request.method,
		headers: {
			Authorization: "Bearer {{token}}",
			...Object.fromEntries(
				request.headers.map(({ name, field }) => [name, textOf(field)]),
			),
			...(hasBody ? { "Content-Type": "application/json" } : {}),
		},
		body: hasBody ? JSON.stringify(submissionBody(textOf)) : null,
	});
}
