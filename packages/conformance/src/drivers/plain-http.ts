import type { HttpResponseData, Scope } from "@signoff/core";

/** Sends one request with `fetch`: a POST if there is a body, else a GET. */
export async function sendRequest(
	url: string,
	token: string,
	companyId: string,
	body?: unknown,
): Promise<HttpResponseData> {
	const response = await fetch(url, {
		method: body === undefined ? "GET" : "POST",
		redirect: "manual",
		headers: {
			Authorization: `Bearer ${token}`,
			"Procore-Company-Id": companyId,
			...(body === undefined ? {} : { "Content-Type": "application/json" }),
		},
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	return {
		status: response.status,
		headers: Object.fromEntries(response.headers),
		data: parseJson(await response.text()),
	};
}

/** The URL that a submission is posted to. The ids need not be valid. */
export function responsesUrl(
	base: string,
	{ company_id, project_id, id }: Scope & { id: string },
): string {
	const project =
		project_id === undefined
			? ""
			: `/projects/${encodeURIComponent(project_id)}`;
	return `${base}/rest/v2.0/companies/${encodeURIComponent(company_id)}${project}/workflows/instances/${encodeURIComponent(id)}/responses`;
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text === "" ? null : text;
	}
}
