import { expect, test } from "vitest";
import { maxBodyBytes } from "../../http/request/read-body.ts";
import {
	currentStep,
	type RequestOptions,
	sendRequest,
	wireBody,
} from "../../testing/client.ts";
import { company, instanceId, prefixes } from "../../testing/company.ts";
import { startEdge } from "../../testing/edge.ts";
import { workerEdges } from "../../testing/workerd/harness.ts";
import { lostReply, repeatLost } from "../../testing/workerd/repeat-lost.ts";

const edges = workerEdges();
const id = instanceId("project", "first");
const instances = `${prefixes.project}/instances`;
const otherCompany = "/rest/v2.0/companies/9999";
const good = wireBody("1", "2000");

/** Requests, sent in this order, with the status that both hosts must reply with. */
const requests: [path: string, options: RequestOptions, status: number][] = [
	["/healthz", { token: null }, 200],
	["/readyz", { token: null }, 200],
	["/openapi.json", { token: null }, 200],
	["/docs", { token: null }, 200],
	["/docs/script.js", { token: null }, 200],
	["/docs", { method: "POST" }, 405],
	["/missing", { token: null }, 404],
	["/rest/v2.0/missing", {}, 404],
	["/healthz", { method: "POST" }, 405],
	[`${instances}/${id}`, { method: "DELETE" }, 405],
	[`${instances}/${id}`, { method: "DELETE", token: null }, 405],
	[`${instances}/${id}`, { method: "HEAD" }, 200],
	["/healthz", { method: "OPTIONS", token: null }, 204],
	[instances, { method: "OPTIONS" }, 204],
	["/missing", { method: "OPTIONS" }, 404],
	["/rest/v2.0/missing", { method: "OPTIONS", token: null }, 404],
	["/rest/v1.0/me", {}, 200],
	["/rest/v1.0/me", without("Procore-Company-Id"), 200],
	["/rest/v1.0/me", company9999(), 200],
	["/rest/v1.0/me", { token: null }, 401],
	["/rest/v1.0/me", { token: "unknown" }, 401],
	[
		"/rest/v1.0/me",
		{ token: "unknown", ...without("Procore-Company-Id") },
		401,
	],
	["/rest/v1.0/me", header("Authorization", "Basic YTpi"), 401],
	["/rest/v1.0/companies", without("Procore-Company-Id"), 200],
	["/rest/v1.0/projects?company_id=4201", without("Procore-Company-Id"), 200],
	["/rest/v1.0/projects?company_id=9999", without("Procore-Company-Id"), 404],
	["/rest/v1.0/projects?company_id=9999", company9999(), 404],
	["/rest/v1.0/projects", {}, 400],
	[`${prefixes.company}/tools`, {}, 200],
	[`${otherCompany}/workflows/tools`, company9999(), 404],
	[`${otherCompany}/workflows/tools`, {}, 400],
	[
		`${otherCompany}/workflows/tools`,
		{ token: "unknown", ...company9999() },
		401,
	],
	["/rest/v2.0/companies/04201/workflows/tools", {}, 404],
	["/rest/v2.0/companies/%34201/workflows/tools", {}, 200],
	["/rest/v2.0/companies/x/workflows/tools", {}, 400],
	[instances, {}, 400],
	[`${instances}?filters[tool_type]=first&per_page=1`, {}, 200],
	[`${instances}/${id}`, {}, 200],
	[`${instances}/${id}`, without("Procore-Company-Id"), 400],
	[`${instances}/${id}/history`, {}, 200],
	[`${instances}/404`, {}, 404],
	[instances, { body: { tool_type: "first", item_id: "7" } }, 201],
	[`${otherCompany}/workflows/instances/1/responses`, { body: good }, 400],
	[
		`${otherCompany}/workflows/instances/1/responses`,
		{ body: good, ...company9999() },
		404,
	],
	[
		`${otherCompany}/workflows/instances/1/responses`,
		{ body: "{", ...company9999() },
		400,
	],
	[
		`${otherCompany}/workflows/instances/1/responses`,
		{ body: "x".repeat(maxBodyBytes + 1), ...company9999() },
		413,
	],
	[`${instances}/404/responses`, { body: good }, 404],
	[`${instances}/${id}/responses`, { body: good, token: null }, 401],
	[`${instances}/${id}/responses`, { body: good, token: "unknown" }, 401],
	[
		`${instances}/${id}/responses`,
		{ body: "x".repeat(2 * maxBodyBytes), token: "unknown" },
		401,
	],
	[
		`${instances}/${id}/responses`,
		{ body: "<x>", ...header("Content-Type", "text/xml") },
		415,
	],
	[
		`${instances}/${id}/responses`,
		{
			body: "x".repeat(2 * maxBodyBytes),
			...header("Content-Type", "text/xml"),
		},
		415,
	],
	...["gzip", "br", "gzip, identity"].map((encoding) =>
		submissionWith("Content-Encoding", encoding, 415),
	),
	submissionWith("Content-Encoding", "Identity", 404),
	...[
		'application/json; charset="utf8"',
		"Application/JSON;charset=UTF-8",
		"application/json; version=2; charset=utf-8; q=1",
		"application/json;",
	].map((type) => submissionWith("Content-Type", type, 404)),
	...[
		"application/json; charset=iso-8859-1",
		"application/json; charset=utf-16",
		"application/jsonx",
		"text/json",
		"application/json, application/json",
	].map((type) => submissionWith("Content-Type", type, 415)),
	[
		`${instances}/404/responses`,
		{ body: `\uFEFF${JSON.stringify(good)}` },
		404,
	],
	[`${instances}/404/responses`, { body: manyIds(130_000) }, 413],
	[`${instances}/404/responses`, { body: manyIds(9_000) }, 400],
	[`${instances}/${id}/responses`, { body: "x".repeat(maxBodyBytes + 1) }, 413],
	[`${instances}/${id}/responses`, { body: "x".repeat(3 * maxBodyBytes) }, 413],
	[`${instances}/${id}/responses`, { body: "x".repeat(maxBodyBytes) }, 400],
	[`${instances}/${id}/responses`, { body: new Uint8Array([0xff]) }, 400],
	[`${instances}/${id}/responses`, { body: "" }, 400],
	[`${instances}/${id}/responses`, { body: {} }, 400],
	[
		`${instances}/${id}/responses`,
		{ body: wireBody("1", "2000", { comment: "\u0000\u0007 ❤️ עברית" }) },
		422,
	],
	[
		`${instances}/${id}/responses`,
		{ body: wireBody("3", "2000", { comment: "x".repeat(900_000) }) },
		204,
	],
];

/** A submission to an instance that does not exist. */
function submissionWith(
	name: string,
	value: string,
	status: number,
): (typeof requests)[number] {
	const path = `${instances}/404/responses`;
	return [path, { body: good, ...header(name, value) }, status];
}

function manyIds(count: number): unknown {
	return wireBody("1", "2000", {
		attachments: { upload_ids: Array.from({ length: count }, () => 1) },
	});
}

test("the edge in workerd and the edge on Node reply alike", async () => {
	const [node, worker] = [
		(await startEdge(company())).url,
		(await edges.start(company())).url,
	];
	const steps = await Promise.all(
		[node, worker].map((url) => currentStep(url + prefixes.project, id)),
	);
	// Both number step occurrences alike, so both receive the same requests.
	expect(steps).toEqual(["3", "3"]);
	for (const [path, options, status] of requests) {
		const onNode = await comparableReply(node, path, options);
		expect(onNode).toMatchObject({ path, status });
		expect(await comparableReply(worker, path, options)).toEqual(onNode);
	}
});

test("a body that is too long is also refused if its length is not declared", async () => {
	for (const { url } of [
		await startEdge(company()),
		await edges.start(company()),
	]) {
		const send = async () => {
			const reply = await fetch(`${url}${instances}/${id}/responses`, {
				method: "POST",
				headers: {
					Authorization: "Bearer ada-token",
					"Procore-Company-Id": "4201",
					"Content-Type": "application/json",
				},
				body: new Blob(["x".repeat(2 * maxBodyBytes)]).stream(),
				duplex: "half",
			});
			return { status: reply.status, text: await reply.text() };
		};
		const reply = await repeatLost(send, ({ text }) =>
			text.includes(lostReply),
		);
		expect(reply.status).toBe(413);
	}
});

/** The reply without the parts that differ every time. */
async function comparableReply(
	url: string,
	path: string,
	options: RequestOptions,
) {
	const { status, headers, text } = await repeatLost(
		() => sendRequest(url + path, options),
		(reply) => reply.text.includes(lostReply),
	);
	const compared = [...headers].filter(([name]) => !transportHeaders.has(name));
	return {
		path,
		status,
		headers: Object.fromEntries(
			compared.map(([name, value]) => [name, normalize(value, url)]),
		),
		body: normalize(text, url),
	};
}

/** Headers that depend on the server's transport. */
const transportHeaders = new Set([
	"connection",
	"content-encoding",
	"content-length",
	"date",
	"keep-alive",
	"transfer-encoding",
]);

function normalize(text: string, url: string): string {
	return text
		.replaceAll(url, "")
		.replaceAll(new URL(url).origin, "")
		.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "UUID")
		.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME");
}

function header(name: string, value: string | null): RequestOptions {
	return { headers: { [name]: value } };
}

function without(name: string): RequestOptions {
	return header(name, null);
}

function company9999(): RequestOptions {
	return header("Procore-Company-Id", "9999");
}
