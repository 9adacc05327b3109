import type { PreparedExample } from "./prepared-example.ts";
import { pathWith, type ResponseJob, submissionBody } from "./response-job.ts";

/** A Postman collection (v2.1). Its variables have the values of the sample company. */
export function postmanCollection(job: ResponseJob): unknown {
	const { respond, preview, readInstance, fields, otherOption } = job;
	return {
		info: {
			name: "Signoff",
			description:
				"Set the variables `base_url` and `token`. The others have the values of the sample company.",
			schema:
				"https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
		},
		auth: {
			type: "bearer",
			bearer: [{ key: "token", value: "{{token}}", type: "string" }],
		},
		variable: [
			{ key: "base_url", value: "http://127.0.0.1:8787" },
			{ key: "token", value: "ada-token" },
			...fields.map(({ name, value, description }) => ({
				...{ key: name, value, description },
			})),
			{
				key: "other_option",
				value: otherOption,
				description: "Another option of the step.",
			},
		],
		item: [
			item("Preview a response", preview, 200, "option"),
			item("Respond", respond, 204, "option"),
			item("Respond with another option", respond, 422, "other_option"),
			item("Read the instance", readInstance, 200, null),
		],
	};
}

/** A request, and a test of the status that it has on the sample company. */
function item(
	name: string,
	request: PreparedExample,
	status: number,
	option: string | null,
): unknown {
	const variable = (field: string): string => `{{${field}}}`;
	const path = pathWith(request, variable);
	const headers = request.headers.map((header) => ({
		key: header.name,
		value: variable(header.field),
	}));
	const body = submissionBody((field) =>
		variable(field === "option" ? (option ?? field) : field),
	);
	return {
		name,
		event: [
			{
				listen: "test",
				script: {
					type: "text/javascript",
					exec: [
						`pm.test("answers ${status}", () => pm.response.to.have.status(${status}));`,
					],
				},
			},
		],
		request: {
			description: request.description,
			method: request.method,
			url: {
				raw: `{{base_url}}${path}`,
				host: ["{{base_url}}"],
				path: path.split("/").slice(1),
			},
			header: [
				...headers,
				...(option === null
					? []
					: [{ key: "Content-Type", value: "application/json" }]),
			],
			...(option === null
				? {}
				: {
						body: {
							mode: "raw",
							raw: JSON.stringify(body, null, 2),
							options: { raw: { language: "json" } },
						},
					}),
		},
	};
}
