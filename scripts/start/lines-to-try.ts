import { toWire } from "@signoff/core";
import { submissionOf } from "./play.ts";
import type { Waiting } from "./waiting.ts";

/**
 * What to type in another terminal while the edge runs. The token is the sample company's own.
 *
 * @param next the step that waits now
 */
export function linesToTry(url: string, token: string, next: Waiting): string {
	const { company_id, project_id } = next.scope;
	const option = next.step.available_response_options[0];
	const project = project_id === undefined ? "" : ` --project-id ${project_id}`;
	const { path, headers, body } = toWire(submissionOf(next, option?.id ?? ""));
	const flags = Object.entries(headers).map(
		([name, value]) => `-H "${name}: ${value}"`,
	);
	return `The edge keeps running until Ctrl-C. In another terminal:

  export SIGNOFF_BASE_URL=${url} SIGNOFF_COMPANY_ID=${company_id} SIGNOFF_TOKEN=${token}
  npx -y pnpm@12.21.0 signoff inbox
  npx -y pnpm@12.21.0 signoff preview --instance ${next.instance.id}${project} --option "${option?.name}"
  npx -y pnpm@12.21.0 signoff respond --instance ${next.instance.id}${project} --option "${option?.name}"

  curl -i -H "Authorization: Bearer $SIGNOFF_TOKEN" ${flags.join(" ")} \\
    -d '${JSON.stringify(body)}' \\
    $SIGNOFF_BASE_URL${path}
  curl $SIGNOFF_BASE_URL/openapi.json
`;
}
