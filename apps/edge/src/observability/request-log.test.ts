import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readFixture } from "../cli/read-fixture.ts";
import { serve } from "../hosts/node/serve.ts";
import { createApp } from "../http/app.ts";
import { sendRequest, wireBody } from "../testing/client.ts";
import { company, instanceId, prefixes } from "../testing/company.ts";
import { testLedger } from "../testing/edge.ts";
import { embeddedUpstream } from "../upstreams/embedded/index.ts";
import type { LogEntry, LogLevel } from "./log.ts";
import { requestLog } from "./request-log.ts";

const minimal = join(
	import.meta.dirname,
	"..",
	"..",
	"fixtures",
	"minimal.json",
);
const route =
	"/rest/v2.0/companies/{company_id}/projects/{project_id}/workflows/instances/{id}";

/** An edge on a socket as a user starts it, and what it logs. */
async function start(logLevel: LogLevel) {
	const logged: LogEntry[] = [];
	const edge = await serve({
		port: 0,
		fixture: await readFixture(minimal),
		log: (entry) => logged.push(entry),
		logLevel,
	});
	return { edge, logged };
}

test("each request is a line with its route, ids, outcome, status and duration, and nothing that was sent", async () => {
	const { edge, logged } = await start("info");
	const { hostname, port } = new URL(edge.url);
	const base = `${edge.url}${prefixes.project}/instances`;
	const respond = (option: string, token = "ada-token") =>
		sendRequest(`${base}/9001/responses?q=hunter2`, {
			token,
			body: wireBody("1", option, { comment: "hunter2" }),
		});
	const replies = [
		await respond("2000"),
		await respond("2000"),
		await respond("2001"),
		await respond("2000", "hunter2"),
		await sendRequest(`${base}?filters[tool_type]=hunter2`),
		await sendRequest(`${base}/9001/history`),
		await sendRequest(`${base}/hunter2`),
		await sendRequest(`${edge.url}/hunter2`),
		await sendRequest(`${edge.url}/healthz`, { method: "DELETE" }),
		await sendRequest(`${edge.url}/healthz`, { method: "PURGE" }),
	];
	const socket = connect(Number(port), hostname);
	socket.write("GET /hunter2 HTTP/1.1\r\nHost: hunter2 hunter2\r\n\r\n");
	await once(socket, "data");
	socket.end("hunter2\r\n\r\n");
	await once(socket, "close");
	await edge.close();

	const ids = { company: "4201", instance: "9001", key: null };
	const none = { company: null, instance: null, key: null };
	const post = { method: "POST", route: `${route}/responses`, ...ids };
	const get = { method: "GET", ...ids, outcome: null };
	expect(logged.slice(0, replies.length)).toEqual(
		[
			{ ...post, outcome: "recorded", status: 204 },
			{ ...post, outcome: "unchanged", status: 204 },
			{ ...post, outcome: "conflict", status: 422 },
			{ ...post, outcome: "unauthenticated", status: 401 },
			{
				...{ ...get, route: route.replace("/{id}", ""), instance: null },
				status: 200,
			},
			{ ...get, route: `${route}/history`, status: 200 },
			{ ...get, route, instance: null, outcome: "not_found", status: 404 },
			{ ...get, ...none, route: null, status: 404 },
			{ ...get, ...none, method: "DELETE", route: "/healthz", status: 405 },
			{ ...get, ...none, method: "OTHER", route: "/healthz", status: 405 },
		].map((entry, index) => ({
			level: "info",
			request_id: replies[index]?.headers.get("x-request-id"),
			...entry,
			duration_ms: expect.any(Number),
		})),
	);
	expect(logged.slice(replies.length)).toMatchObject([
		{ method: "OTHER", route: null, status: 400 },
		{ method: "OTHER", route: null, status: 400 },
	]);
	expect(JSON.stringify(logged)).not.toContain("hunter2");
	expect(JSON.stringify(logged)).not.toContain("token");
});

test("with the level error, requests write no line", async () => {
	const { edge, logged } = await start("error");
	expect((await sendRequest(`${edge.url}/healthz`)).status).toBe(200);
	await edge.close();
	expect(logged).toEqual([]);
});

test("an unexpected error writes its line, and that of the request with the same id", async () => {
	const ledger = testLedger(company());
	const logged: LogEntry[] = [];
	const log = (entry: LogEntry): unknown => logged.push(entry);
	let now = 5;
	const app = createApp({
		upstream: {
			...embeddedUpstream(ledger),
			submit: async () => {
				now += 12.345_67;
				throw new RangeError("hunter2");
			},
		},
		log,
		onRequest: requestLog("info", log),
		monotonicNow: () => now,
	});
	const id = instanceId("project", "first");
	const reply = await sendRequest(
		`http://127.0.0.1${prefixes.project}/instances/${id}/responses`,
		{ body: wireBody("1", "2000") },
		async (url, init) => app.request(String(url), init),
	);
	const request_id = reply.headers.get("x-request-id");
	expect(logged).toMatchObject([
		{ level: "error", request_id, error: "RangeError" },
		{ level: "info", request_id, status: 500, outcome: null },
	]);
	expect(logged[1]).toMatchObject({ duration_ms: 12.346 });
});
