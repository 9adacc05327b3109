import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
	createFakeServer,
	sampleCompany,
} from "@signoff/conformance/fake-server";
import type { Fixture } from "@signoff/core/fixture";
import { expect, onTestFinished, test, vi } from "vitest";
import {
	type RequestOptions,
	sendRequest,
	wireBody,
} from "./testing/client.ts";
import { company, instanceId, levels, prefixes } from "./testing/company.ts";
import { startEdge } from "./testing/edge.ts";

type SentRequest = [path: string, options?: RequestOptions];

const { project } = prefixes;
const instances = `${project}/instances`;
const id = instanceId("project", "first");
const responses = `${instances}/${id}/responses`;
const otherCompany = "/rest/v2.0/companies/9999/workflows";
const is9999 = { headers: { "Procore-Company-Id": "9999" } };
const good = wireBody("3", "2000");

const refusals: SentRequest[] = [
	["/"],
	["/missing", { token: null }],
	["/rest/v1.0/me/"],
	[`${instances}/`],
	[`${instances}/${id}`, { method: "DELETE" }],
	[instances, { method: "PUT", token: null }],
	["/rest/v1.0/me", { method: "OPTIONS" }],
	["/rest/v1.0/me", { token: null }],
	["/rest/v1.0/me", { token: "unknown" }],
	["/rest/v1.0/me", { headers: { Authorization: "Basic YTpi" } }],
	["/rest/v1.0/projects"],
	["/rest/v1.0/projects?company_id=9999"],
	["/rest/v1.0/projects?company_id=4201&company_id=4201"],
	[`${otherCompany}/tools`],
	[`${otherCompany}/tools`, is9999],
	["/rest/v2.0/companies/04201/workflows/tools"],
	["/rest/v2.0/companies/x/workflows/tools"],
	["/rest/v2.0/companies/4201/projects/99/workflows/tools"],
	[`${project}/tools`, { headers: { "Procore-Company-Id": null } }],
	[`${project}/tools`, { headers: { "Procore-Company-Id": "x" } }],
	[`${instances}/404`],
	[`${instances}/404/history`],
	[`${instances}/%zz`],
	[`${prefixes.company}/instances/${id}`],
	[`${instances}/${id}`, { method: "HEAD", token: null }],
	[`${instances}/404/responses`, { body: good }],
	[responses, { body: good, token: null }],
	[responses, { body: "<x>", headers: { "Content-Type": "text/xml" } }],
	[responses, { body: "x".repeat(1_048_577) }],
	[responses, { body: "x".repeat(1_048_576) }],
	[responses, { body: new Uint8Array([0xff]) }],
	[responses, { body: "" }],
	[responses, { body: { response: { comment: 1, coment: "" } } }],
	[responses, { body: {}, headers: { "Procore-Company-Id": "1" } }],
	[responses, { body: wireBody("99", "2000") }],
	[responses, { body: wireBody("3", "9") }],
	[responses, { body: good, token: "dan-token" }],
];

const lists: SentRequest[] = [
	"",
	"?filters[tool_type]=",
	"?filters[tool_type]=first&filters[color]=red",
	"?filters[tool_type]=first&filters[tool_type]=first",
	"?filters[tool_type]=first&per_page=0",
	"?filters[tool_type]=first&per_page=101",
	"?filters[tool_type]=first&page=1&cursor=after-1",
	"?filters[tool_type]=first&cursor=after",
	"?filters[tool_type]=first&cursor=after-zz",
	...[
		"",
		"&unknown=1",
		"&per_page=2",
		"&per_page=2&page=1",
		"&per_page=2&page=2",
		"&per_page=2&page=9",
		"&per_page=2&cursor=after-3",
		"&filters[item_id]=7",
		"&filters[assignee_id]=101",
		"&filters[assignee_id]=102",
		"&filters[assignee_id]=104",
		"&filters[active]=true",
		"&filters[active]=false",
		"&filters[overdue]=true",
		"&filters[overdue]=false",
		"&filters[tool_subtype]=x",
	].map((rest) => `?filters[tool_type]=first${rest}`),
].map((query) => [instances + query]);

const created: SentRequest[] = [
	{ tool_type: "first", item_id: "7" },
	{ tool_type: "first", item_id: "7" },
	{ tool_type: "multiple", item_id: "8", template_id: "project-multiple" },
	{ tool_type: "first", item_id: "7", template_id: "company-first" },
	{ tool_type: "none", item_id: "7" },
	{ tool_type: "first", item_id: "7", tool_subtype: "x" },
	{ tool_type: "first", item_id: "7", preset_id: "1" },
	{ tool_type: "first" },
	[],
].map((body) => [instances, { body }]);

/** Requests that read and answer an instance until it has ended. */
const answered: SentRequest[] = [
	wireBody("3", "2001", {
		comment: "Not yet.",
		attachments: { upload_ids: ["a b"] },
	}),
	wireBody("3", "2001", { comment: "Not yet." }),
	wireBody("3", "2000", { comment: "Not yet." }),
	wireBody("1", "2000"),
].flatMap((body): SentRequest[] => [
	[responses, { body }],
	[responses, { body, token: "bob-token" }],
	[`${instances}/${id}`],
	[`${instances}/${id}/history`],
]);

const reads: SentRequest[] = [
	["/rest/v1.0/me"],
	["/rest/v1.0/me", { method: "HEAD" }],
	["/rest/v1.0/me", { headers: { "Procore-Company-Id": null } }],
	["/rest/v1.0/companies"],
	["/rest/v1.0/projects?company_id=4201"],
	["/rest/v2.0/companies/%34201/workflows/tools"],
	...levels.map((level): SentRequest => [`${prefixes[level]}/tools`]),
];

test("the fake server and the edge reply alike", async () => {
	const replies = await repliesOfBoth(company(), [
		...refusals,
		...reads,
		...lists,
		...created,
		...lists,
		...answered,
		...lists,
	]);
	for (const { path, edge, fake } of replies)
		expect({ path, ...fake }).toEqual({ path, ...edge });
	const statuses = replies.map(({ edge }) => edge.status);
	expect([...new Set(statuses)].sort()).toEqual([
		200, 201, 204, 400, 401, 403, 404, 405, 413, 415, 422,
	]);
});

test.each(["harbor.json", "minimal.json"])(
	"the fake server and the edge hold the same for the fixture %s",
	async (name) => {
		const fixture: Fixture = JSON.parse(await readText(name));
		const perInstance = fixture.instances.flatMap(
			({ id, project_id }): SentRequest[] => {
				const path = `/rest/v2.0/companies/4201${project_id === undefined ? "" : `/projects/${project_id}`}/workflows/instances/${id}`;
				return [[path], [`${path}/history`]];
			},
		);
		const perTool = fixture.templates.flatMap(({ tool_type }) =>
			["assignee_id]=101", "overdue]=true", "active]=false"].map(
				(filter): SentRequest => [
					`${project}/instances?filters[tool_type]=${tool_type}&filters[${filter}&per_page=3`,
				],
			),
		);
		const replies = await repliesOfBoth(fixture, [...perInstance, ...perTool]);
		for (const { path, edge, fake } of replies)
			expect({ path, ...fake }).toEqual({ path, ...edge });
		expect(new Set(replies.map(({ edge }) => edge.status))).toEqual(
			new Set([200]),
		);
	},
);

test("the fake server's sample company is the edge's", async () => {
	expect(sampleCompany()).toEqual(JSON.parse(await readText("harbor.json")));
});

function readText(name: string): Promise<string> {
	return readFile(join(import.meta.dirname, "../fixtures", name), "utf8");
}

/** Sends the same requests, in order, to a fake server and an edge that hold the same company. */
async function repliesOfBoth(fixture: Fixture, requests: SentRequest[]) {
	const edge = await startEdge(fixture);
	vi.useFakeTimers({ toFake: ["Date"], now: edge.ledger.clock.at });
	onTestFinished(() => void vi.useRealTimers());
	const fake = createFakeServer({ fixture });
	const replies = [];
	for (const [path, options] of requests)
		replies.push({
			path,
			edge: await comparableReply(edge.url, path, options),
			fake: await comparableReply(fake.url, path, options, fake.fetch),
		});
	return replies;
}

/** Headers that the contract documents, or that HTTP requires. */
const comparedHeaders = [
	"allow",
	"link",
	"per-page",
	"total",
	"www-authenticate",
];

/** The part of a reply that the contract documents, without what differs every time. */
async function comparableReply(
	url: string,
	path: string,
	options?: RequestOptions,
	send?: typeof fetch,
) {
	const { status, headers, text } = await sendRequest(
		url + path,
		options,
		send,
	);
	const body = JSON.parse(text === "" ? "null" : normalize(text, url));
	return {
		status,
		hasRequestId: headers.has("x-request-id"),
		headers: comparedHeaders.map((name) =>
			normalize(headers.get(name) ?? "", url),
		),
		body: body?.error === undefined ? body : { error: body.error },
	};
}

function normalize(text: string, url: string): string {
	return text
		.replaceAll(new URL(url).origin, "")
		.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "UUID");
}
