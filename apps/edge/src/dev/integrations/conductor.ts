import {
	pathWith,
	type ResponseJob,
	submissionBody,
	waitSeconds,
} from "./response-job.ts";

/** A workflow definition of Conductor with one HTTP task. Its inputs have the values of the sample company. */
export function conductorWorkflow({ respond, fields }: ResponseJob): unknown {
	const input = (name: string): string => reference(`workflow.input.${name}`);
	const headers = respond.headers.map(({ name, field }) => [
		name,
		input(field),
	]);
	return {
		name: "signoff_respond",
		description: `${respond.summary}. Inputs that are not given have the values of the sample company.`,
		version: 1,
		schemaVersion: 2,
		ownerEmail: "owner@example.com",
		inputParameters: ["base_url", "token", ...fields.map(({ name }) => name)],
		inputTemplate: {
			base_url: "{{base_url}}",
			token: "{{token}}",
			...Object.fromEntries(fields.map(({ name, value }) => [name, value])),
		},
		maskedFields: ["token"],
		tasks: [
			{
				name: "signoff_respond",
				taskReferenceName: "respond",
				type: "HTTP",
				inputParameters: {
					http_request: {
						uri: input("base_url") + pathWith(respond, input),
						method: respond.method,
						accept: "application/json",
						contentType: "application/json",
						headers: {
							Authorization: `Bearer ${input("token")}`,
							...Object.fromEntries(headers),
							Prefer: `wait=${waitSeconds}`,
						},
						body: submissionBody(input),
						connectionTimeOut: 5_000,
						readTimeOut: (waitSeconds + 5) * 1_000,
					},
				},
				taskDefinition: {
					name: "signoff_respond",
					description: "Sends the same request again, which is safe.",
					ownerEmail: "owner@example.com",
					retryCount: 3,
					retryLogic: "EXPONENTIAL_BACKOFF",
					retryDelaySeconds: 5,
					timeoutPolicy: "RETRY",
					timeoutSeconds: 120,
					responseTimeoutSeconds: 60,
				},
			},
		],
		outputParameters: {
			status: reference("respond.output.response.statusCode"),
			replayed: reference(
				"respond.output.response.headers.Idempotency-Replayed",
			),
			body: reference("respond.output.response.body"),
		},
		timeoutPolicy: "ALERT_ONLY",
		timeoutSeconds: 0,
	};
}

/** A reference in Conductor's notation. */
function reference(path: string): string {
	return `\${${path}}`;
}
