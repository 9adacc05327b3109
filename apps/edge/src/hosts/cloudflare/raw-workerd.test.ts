import { expect, test } from "vitest";
import { wireBody } from "../../testing/client.ts";
import { company, instanceId, prefixes } from "../../testing/company.ts";
import { sendRaw } from "../../testing/raw/send-raw.ts";
import { startRawEdge } from "../../testing/workerd/raw-edge.ts";

/** A request of Ada as bytes. */
function bytes(
	method: string,
	target: string,
	headers: Record<string, string>,
	body = "",
): Buffer {
	const lines = Object.entries({
		Host: "127.0.0.1",
		Authorization: "Bearer ada-token",
		"Procore-Company-Id": "4201",
		"Content-Type": "application/json",
		...(body === "" ? {} : { "Content-Length": String(body.length) }),
		...headers,
	}).map(([name, value]) => `${name}: ${value}\r\n`);
	return Buffer.from(
		`${method} ${target} HTTP/1.1\r\n${lines.join("")}\r\n${body}`,
		"latin1",
	);
}

test("a Host that is not one is a 400 and not an error of the worker", {
	timeout: 60_000,
}, async () => {
	const url = await startRawEdge(company());
	for (const Host of [
		"127.0.0.1:99999",
		"a b",
		"127.0.0.1:x",
		"a /b",
		"[::1",
		"\u00e9",
	]) {
		const reply = await sendRaw(url, bytes("GET", "/rest/v1.0/me", { Host }));
		expect([Host, reply?.status]).toEqual([Host, 400]);
	}
	const reply = await sendRaw(url, bytes("GET", "/rest/v1.0/me", {}));
	expect(reply?.status).toBe(200);
});

test("a company that has accepted a token refuses its next bodies as early as the first", {
	timeout: 60_000,
}, async () => {
	const url = await startRawEdge(company());
	const id = instanceId("project", "first");
	const target = `${prefixes.project}/instances/${id}/responses`;
	const good = JSON.stringify(wireBody("3", "2000"));
	const refusals = async (): Promise<unknown[]> => {
		const changes: Record<string, string>[] = [
			{ "Content-Type": "text/plain" },
			{ "Content-Type": "text/plain", "Content-Length": "900000" },
			{ "Content-Length": "2097152" },
			{ Authorization: "Bearer unknown" },
			{ Authorization: "Bearer unknown", "Content-Length": "900000" },
		];
		const unfinished = changes.map((headers) =>
			bytes("POST", target, { "Content-Length": "1000", ...headers }, "{"),
		);
		const replies = await Promise.all(
			[...unfinished, bytes("POST", target, {}, "{}")].map((each) =>
				sendRaw(url, each),
			),
		);
		return replies.map((reply) => reply?.status);
	};
	expect(await refusals()).toEqual([415, 415, 413, 401, 401, 400]);
	const replies = [];
	for (let count = 0; count < 2; count++)
		replies.push(await sendRaw(url, bytes("POST", target, {}, good)));
	expect(
		replies.map((reply) => [
			reply?.status,
			reply?.headers.get("idempotency-replayed"),
		]),
	).toEqual([
		[204, "false"],
		[204, "true"],
	]);
	expect(await refusals()).toEqual([415, 415, 413, 401, 401, 400]);
});
