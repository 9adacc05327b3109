import { describe, expect, test } from "vitest";
import { parseProblem, sendRequest } from "../../testing/client.ts";
import { companyWith, prefixes } from "../../testing/company.ts";
import { sendRaw } from "../../testing/raw/send-raw.ts";
import { startUpstream } from "../../testing/upstream-server.ts";
import { workerRelays } from "../../testing/workerd/relay/harness.ts";
import { submit } from "../../testing/workerd/relay/submit.ts";

const relays = workerRelays({ isLogged: true });

const service = {
	SIGNOFF_IDENTITY: "service",
	PROCORE_CLIENT_ID: "client-1",
	PROCORE_CLIENT_SECRET: "secret-1",
	SIGNOFF_API_KEYS: "[]",
};

/** The beginning of a submission whose body never arrives. */
function unfinished(url: string, header: string, length: number): Buffer {
	const path = `${new URL(url).pathname}${prefixes.project}`;
	return Buffer.from(
		[
			`POST ${path}/instances/9201/responses HTTP/1.1`,
			"Host: localhost",
			header,
			"Procore-Company-Id: 4201",
			"Content-Type: application/json",
			`Content-Length: ${length}`,
			"",
			'{"response":',
		].join("\r\n"),
	);
}

describe("is refused before its body has arrived, and nothing is sent:", () => {
	test.each([
		["no token", {}, "X-None: 1", 900_000, 401],
		[
			"an unknown API key",
			service,
			"Authorization: Bearer sgn_a_b",
			900_000,
			401,
		],
		["2 MiB", {}, "Authorization: Bearer ada-token", 2_097_152, 413],
	])("%s", async (_, vars, header, length, status) => {
		const upstream = await startUpstream();
		const { url } = await relays.start(upstream.url, vars);
		const reply = await sendRaw(new URL(url), unfinished(url, header, length));
		expect(reply?.status).toBe(status);
		expect(upstream.received).toEqual([]);
	});
});

test("a company that is not served is a 404, and nothing is sent", async () => {
	const upstream = await startUpstream();
	const { url } = await relays.start(upstream.url, {
		SIGNOFF_COMPANIES: "4202",
	});
	expect((await submit(url, upstream)).status).toBe(404);
	expect(upstream.received).toEqual([]);
});

test("without a seal key every request is a 503, and the log has the reason", async () => {
	const upstream = await startUpstream();
	const { url } = await relays.start(upstream.url, { SIGNOFF_SEAL_KEY: "" });
	relays.logged();
	const reply = await submit(url, upstream);
	expect([reply.status, parseProblem(reply).outcome?.kind]).toEqual([
		503,
		"deferred",
	]);
	expect(relays.logged().join()).toContain("SIGNOFF_SEAL_KEY");
	expect(upstream.received).toEqual([]);
});

test("/readyz is 503 while the service account cannot log in, and recovers by itself", async () => {
	const upstream = await startUpstream();
	const { url } = await relays.start(upstream.url, service);
	upstream.login.status = 503;
	const ready = async (): Promise<number> =>
		(await sendRequest(`${url}/readyz`, { token: null })).status;
	expect(await ready()).toBe(503);
	expect(relays.logged().join()).toContain("login_failed");
	upstream.login.status = 200;
	await expect.poll(ready, { timeout: 30_000 }).toBe(200);
});

test("reads are relayed with the caller's token, and links begin with the public URL", async () => {
	const upstream = await startUpstream({ fixture: companyWith(3).fixture });
	const { url } = await relays.start(upstream.url);
	const reply = await sendRequest(
		`${url}${prefixes.project}/instances?filters[tool_type]=first&per_page=1`,
		{
			token: "bob-token",
		},
	);
	expect(reply.status).toBe(200);
	expect(reply.headers.get("Link")).toContain("<https://edge.example/");
	expect(upstream.received.map(({ token }) => token)).toEqual(["bob-token"]);
});
