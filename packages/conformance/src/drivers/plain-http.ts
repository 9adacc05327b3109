import type { HttpResponseData, Scope } from "@signoff/core";

/** Makes one call over HTTP with nothing but fetch. */
export async function call(
	url: string,
	token: string,
	companyId: string,
	body?: unknown,
): Promise<HttpResponseData> {
	const answer = await fetch(url, {
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
		status: answer.status,
		headers: Object.fromEntries(answer.headers),
		data: parsed(await answer.text()),
	};
}

/** The path that a submission goes to, valid or not. */
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

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text === "" ? null : text;
	}
}
