import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import {
	currentStep,
	parseProblem,
	type RequestOptions,
	readHistory,
	sendRequest,
	wireBody,
} from "../../testing/client.ts";
import {
	company,
	instanceId,
	levels,
	prefixes,
} from "../../testing/company.ts";
import { startEdge, type TestEdge } from "../../testing/edge.ts";
import { maxBodyBytes } from "../request/read-body.ts";

const id = instanceId("project", "first");
const good = wireBody("3", "2000");

/** Requests in the order of refusals: each one also has the faults of all later ones. */
const order: [status: number, RequestOptions & { url?: string }][] = [
	[
		401,
		{
			token: "unknown",
			headers: { "Content-Type": "text/plain", "Procore-Company-Id": "x" },
			body: "{".repeat(2_000_000),
			url: "404",
		},
	],
	[
		415,
		{
			headers: { "Content-Type": "text/plain", "Procore-Company-Id": "x" },
			body: "{".repeat(2_000_000),
			url: "404",
		},
	],
	[
		413,
		{
			headers: { "Procore-Company-Id": "x" },
			body: "{".repeat(2_000_000),
			url: "404",
		},
	],
	[400, { headers: { "Procore-Company-Id": "x" }, body: "{", url: "404" }],
	[
		400,
		{
			headers: { "Procore-Company-Id": "x" },
			body: wireBody("", ""),
			url: "404",
		},
	],
	[400, { headers: { "Procore-Company-Id": "x" }, body: good, url: "404" }],
	[404, { token: "dan-token", body: wireBody("404", "404"), url: "404" }],
	[422, { token: "dan-token", body: wireBody("404", "404") }],
	[403, { token: "dan-token", body: wireBody("3", "404") }],
	[422, { body: wireBody("3", "404") }],
	[204, { body: good }],
];

test("a request with several faults is refused for the first one", async () => {
	const edge = await startEdge(company());
	const base = edge.url + prefixes.project;
	expect(await currentStep(base, id)).toBe("3");
	const statuses: number[] = [];
	for (const [, { url = id, ...options }] of order) {
		statuses.push(
			(await sendRequest(`${base}/instances/${url}/responses`, options)).status,
		);
	}
	expect(statuses).toEqual(order.map(([status]) => status));
});

const secret = "s3cr3t-inpu7";
const response = {
	current_step_occurrence_id: "3",
	selected_response_option_id: "2000",
	attachments: {},
};

const badBodies: [name: string, body: unknown, sources: (string | null)[]][] = [
	["no body", "", [null]],
	["invalid JSON", `{"${secret}`, [null]],
	[
		"not UTF-8",
		Buffer.from(
			JSON.stringify({ response: { ...response, comment: "é" } }),
			"latin1",
		),
		[null],
	],
	["not an object", [secret], [null]],
	["null", null, [null]],
	["no wrapper", response, ["response", null]],
	["a wrapper that is a string", { response: secret }, ["response"]],
	[
		"no attachments",
		{ response: { ...response, attachments: undefined } },
		["response.attachments"],
	],
	[
		"attachments that are a list",
		{ response: { ...response, attachments: [] } },
		["response.attachments"],
	],
	[
		"an empty attachment id",
		{ response: { ...response, attachments: { upload_ids: [""] } } },
		["response.attachments.upload_ids.0"],
	],
	[
		"attachment ids that are numbers",
		{ response: { ...response, attachments: { image_ids: ["1", 2] } } },
		["response.attachments.image_ids.1"],
	],
	[
		"an unknown kind of attachment",
		{ response: { ...response, attachments: { [secret]: [] } } },
		["response.attachments"],
	],
	[
		"no step",
		{ response: { ...response, current_step_occurrence_id: undefined } },
		["response.current_step_occurrence_id"],
	],
	[
		"an empty step",
		{ response: { ...response, current_step_occurrence_id: "" } },
		["response.current_step_occurrence_id"],
	],
	[
		"a step that is a number",
		{ response: { ...response, current_step_occurrence_id: 3 } },
		["response.current_step_occurrence_id"],
	],
	[
		"no option",
		{ response: { ...response, selected_response_option_id: null } },
		["response.selected_response_option_id"],
	],
	[
		"a comment that is an object",
		{ response: { ...response, comment: { secret } } },
		["response.comment"],
	],
	[
		"a lone surrogate",
		`{"response":${JSON.stringify(response).slice(0, -1)},"comment":"\\ud800"}}`,
		["response.comment"],
	],
	[
		"a misspelt comment",
		{ response: { ...response, coment: secret } },
		["response"],
	],
	["another key beside the wrapper", { response, [secret]: 1 }, [null]],
	[
		"a key of the prototype",
		`{"response":${JSON.stringify(response)},"__proto__":{"x":1}}`,
		[null],
	],
];

const badHeaders: [
	name: string,
	headers: Record<string, string | null>,
	status: number,
	source: string,
][] = [
	[
		"no company",
		{ "Procore-Company-Id": null },
		400,
		"headers.Procore-Company-Id",
	],
	[
		"a company that is not an integer",
		{ "Procore-Company-Id": "4201.0" },
		400,
		"headers.Procore-Company-Id",
	],
	[
		"a company written in other digits",
		{ "Procore-Company-Id": "0x1069" },
		400,
		"headers.Procore-Company-Id",
	],
	[
		"another company",
		{ "Procore-Company-Id": "4202" },
		400,
		"headers.Procore-Company-Id",
	],
	[
		"two companies",
		{ "Procore-Company-Id": "4201, 4202" },
		400,
		"headers.Procore-Company-Id",
	],
	[
		"a type that is not JSON",
		{ "Content-Type": "text/plain" },
		415,
		"headers.Content-Type",
	],
	[
		"a type that only begins like JSON",
		{ "Content-Type": "application/json-patch+json" },
		415,
		"headers.Content-Type",
	],
	[
		"a list of types",
		{ "Content-Type": "text/plain, application/json" },
		415,
		"headers.Content-Type",
	],
	[
		"another charset",
		{ "Content-Type": "application/json; charset=utf-16" },
		415,
		"headers.Content-Type",
	],
	[
		"a form",
		{ "Content-Type": "application/x-www-form-urlencoded" },
		415,
		"headers.Content-Type",
	],
];

describe.each(levels)("bad input at %s level", (level) => {
	const target = instanceId(level, "first");

	async function start() {
		const edge = await startEdge(company());
		const base = edge.url + prefixes[level];
		const before = await readHistory(base, target);
		return {
			edge,
			url: `${base}/instances/${target}/responses`,
			nothingRecorded: async () =>
				expect(await readHistory(base, target)).toEqual(before),
		};
	}

	test.each(badBodies)(
		"%s: 400 with its path, nothing echoed, nothing recorded",
		async (_, body, sources) => {
			const { url, edge, nothingRecorded } = await start();
			const reply = await sendRequest(url, { body });
			expect(reply.status).toBe(400);
			expect(reply.text).not.toContain(secret);
			const { error, outcome } = parseProblem(reply);
			expect(
				error.details.map(({ reason_code, source }) => [reason_code, source]),
			).toEqual(sources.map((source) => ["MALFORMED", source]));
			expect(outcome?.kind).toBe("invalid");
			expect(edge.logged).toEqual([]);
			await nothingRecorded();
		},
	);

	test.each(badHeaders)(
		"%s: refused with its path",
		async (_, headers, status, source) => {
			const { url, nothingRecorded } = await start();
			const reply = await sendRequest(url, {
				body: JSON.stringify(good),
				headers,
			});
			expect([
				reply.status,
				parseProblem(reply).error.details.map((detail) => detail.source),
			]).toEqual([status, [source]]);
			await nothingRecorded();
		},
	);

	test("the issue of a misspelt key suggests the right one", async () => {
		const { url } = await start();
		const reply = await sendRequest(url, {
			body: { response: { ...response, coment: "x" } },
		});
		expect(parseProblem(reply).error.details[0]?.message).toContain(
			"`comment`",
		);
	});

	test("all issues are reported at once", async () => {
		const { url } = await start();
		const reply = await sendRequest(url, {
			body: { response: { attachments: [] } },
			headers: { "Procore-Company-Id": "1" },
		});
		expect(
			parseProblem(reply).error.details.map(({ source }) => source),
		).toEqual([
			"headers.Procore-Company-Id",
			"response.current_step_occurrence_id",
			"response.selected_response_option_id",
			"response.attachments",
		]);
	});
});

test.each([
	"application/json",
	"application/json; charset=utf-8",
	"Application/JSON;charset=UTF-8",
])("%s is accepted", async (type) => {
	const edge = await startEdge(company());
	const reply = await sendRequest(
		`${edge.url}${prefixes.project}/instances/${id}/responses`,
		{
			body: JSON.stringify(good),
			headers: { "Content-Type": type },
		},
	);
	expect(reply.status).toBe(204);
});

test("a missing content type is refused", async () => {
	const edge = await startEdge(company());
	const reply = await sendChunks(edge, {}, [Buffer.from(JSON.stringify(good))]);
	expect(reply).toBe(415);
});

describe("the longest body", () => {
	const json = { "Content-Type": "application/json" };
	const padded = (size: number): Buffer =>
		Buffer.from(JSON.stringify(good).padEnd(size, " "));

	test("1 MiB is accepted, with a declared length and in chunks", async () => {
		const edge = await startEdge(company());
		const withLength = { ...json, "Content-Length": String(maxBodyBytes) };
		expect(await sendChunks(edge, withLength, [padded(maxBodyBytes)])).toBe(
			204,
		);
		expect(await sendChunks(edge, json, halves(padded(maxBodyBytes)))).toBe(
			204,
		);
	});

	test("one byte more is refused, with and without a declared length", async () => {
		const edge = await startEdge(company());
		expect(
			await sendChunks(
				edge,
				{ ...json, "Content-Length": String(maxBodyBytes + 1) },
				[padded(maxBodyBytes + 1)],
			),
		).toBe(413);
		expect(await sendChunks(edge, json, halves(padded(maxBodyBytes + 1)))).toBe(
			413,
		);
		expect(await currentStep(edge.url + prefixes.project, id)).toBe("3");
	});

	test("an incomplete body records nothing and logs nothing", async () => {
		const edge = await startEdge(company());
		const { hostname, port } = new URL(edge.url);
		const socket = connect(Number(port), hostname);
		await once(socket, "connect");
		const whole = JSON.stringify(good);
		socket.write(
			`POST ${prefixes.project}/instances/${id}/responses HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAuthorization: Bearer ada-token\r\nProcore-Company-Id: 4201\r\nContent-Type: application/json\r\nContent-Length: ${whole.length + 1}\r\n\r\n${whole}`,
		);
		socket.end();
		socket.resume();
		await once(socket, "close");
		expect(await currentStep(edge.url + prefixes.project, id)).toBe("3");
		expect(edge.logged).toEqual([]);
	});
});

/** Sends chunks, without a length unless the headers declare it, and returns the status. */
async function sendChunks(
	edge: TestEdge,
	headers: Record<string, string>,
	chunks: Buffer[],
): Promise<number | undefined> {
	const sent = request(
		`${edge.url}${prefixes.project}/instances/${id}/responses`,
		{
			method: "POST",
			headers: {
				Authorization: "Bearer ada-token",
				"Procore-Company-Id": "4201",
				...headers,
			},
		},
	);
	for (const chunk of chunks) sent.write(chunk);
	sent.end();
	const [reply] = await once(sent, "response");
	reply.resume();
	return reply.statusCode;
}

function halves(bytes: Buffer): Buffer[] {
	return [
		bytes.subarray(0, bytes.length / 2),
		bytes.subarray(bytes.length / 2),
	];
}
