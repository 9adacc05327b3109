import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import {
	currentStep,
	readHistory,
	sendRequest,
	wireBody,
} from "./testing/client.ts";
import { company, instanceId, prefixes } from "./testing/company.ts";
import { runEdge, serveEdge, temporaryFolder } from "./testing/edge-process.ts";

// These tests start several processes one after the other.
vi.setConfig({ testTimeout: 30_000 });

const minimal = join(import.meta.dirname, "..", "fixtures", "minimal.json");

test("the smallest fixture accepts a response, and SIGINT exits 0", async () => {
	const edge = await serveEdge(["--fixture", minimal]);
	const base = edge.url + prefixes.project;
	const body = wireBody(await currentStep(base, "9001"), "2000");
	const replies = [
		await sendRequest(`${base}/instances/9001/responses`, { body }),
		await sendRequest(`${base}/instances/9001/responses`, { body }),
	];
	expect(
		replies.map(({ status, headers }) => [
			status,
			headers.get("Idempotency-Replayed"),
		]),
	).toEqual([
		[204, "false"],
		[204, "true"],
	]);
	expect(await edge.end("SIGINT")).toEqual({
		code: 0,
		out: `{"url":"${edge.url}"}\n`,
		err: expect.stringMatching(
			/^(\{"level":"info","request_id":"[^"]+","method":"(GET|POST)".+\}\n){3}$/,
		),
	});
});

test("the edge serves on if nothing reads its log any more", async () => {
	const edge = await serveEdge(["--fixture", minimal]);
	edge.child.stderr?.destroy();
	for (let count = 0; count < 3; count++)
		expect((await sendRequest(`${edge.url}/healthz`)).status).toBe(200);
	expect((await edge.end("SIGTERM")).code).toBe(0);
});

test("a second process on the same data file exits 2 and does not disturb the first", async () => {
	const data = join(await temporaryFolder(), "ledger.db");
	const first = await serveEdge(["--data", data, "--fixture", minimal]);
	const second = await runEdge(["serve", "--port", "0", "--data", data]);
	expect(second).toEqual({
		code: 2,
		out: "",
		err: "signoff-edge: The data file is in use by another process.\n",
	});
	expect((await sendRequest(`${first.url}/readyz`)).status).toBe(200);
	await first.end("SIGKILL");
	const third = await serveEdge(["--data", data]);
	expect((await sendRequest(`${third.url}/rest/v1.0/me`)).status).toBe(200);
});

test("SIGTERM finishes requests in progress, accepts no others, and keeps what was recorded", async () => {
	const folder = await temporaryFolder();
	const data = join(folder, "ledger.db");
	const fixture = join(folder, "fixture.json");
	await writeFile(fixture, JSON.stringify(company()));
	const edge = await serveEdge(["--data", data, "--fixture", fixture]);
	const { hostname, port } = new URL(edge.url);
	const id = instanceId("project", "first");
	const body = JSON.stringify(
		wireBody(await currentStep(edge.url + prefixes.project, id), "2001"),
	);

	const socket = connect(Number(port), hostname);
	const idle = connect(Number(port), hostname);
	await Promise.all([once(socket, "connect"), once(idle, "connect")]);
	socket.write(
		`POST ${prefixes.project}/instances/${id}/responses HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAuthorization: Bearer ada-token\r\nProcore-Company-Id: 4201\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n`,
	);
	await once(socket, "data");
	const ended = edge.end("SIGTERM");
	// The idle connection is closed some time after the listener.
	idle.resume();
	await once(idle, "close");
	await expect(sendRequest(`${edge.url}/healthz`)).rejects.toThrow(
		"fetch failed",
	);
	const reply = readAll(socket);
	socket.write(body);
	expect((await reply).split("\r\n")[0]).toBe("HTTP/1.1 204 No Content");
	expect((await ended).code).toBe(0);

	const again = await serveEdge(["--data", data]);
	const { history } = await readHistory(again.url + prefixes.project, id);
	expect(history.filter(({ type }) => type === "ResponseStep")).toHaveLength(2);
});

async function readAll(socket: Socket): Promise<string> {
	let text = "";
	socket.on("data", (chunk) => {
		text += String(chunk);
	});
	await once(socket, "close");
	return text;
}
