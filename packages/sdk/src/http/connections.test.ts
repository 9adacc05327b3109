import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import {
	type Certificate,
	type ConnectionFault,
	createAuthority,
	startConnectionFault,
	startProxy,
} from "@signoff/conformance/fault-server";
import type { CauseCode } from "@signoff/core/outcome";
import { ProxyAgent, fetch as undiciFetch } from "undici";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { bearer } from "../auth/auth.ts";
import { clientCredentials } from "../auth/oauth/client-credentials.ts";
import { createClient } from "../client.ts";
import { isSignoffError } from "../errors/signoff-error.ts";
import { submission } from "../testing/sample-instance.ts";
import { serve } from "../testing/stub-server.ts";
import type { Fetch } from "./transport.ts";

const auth = bearer("t");
let authority: Certificate;

beforeAll(async () => {
	authority = await createAuthority();
});

/** A client of that address, which submits without reading first: the worst case if nothing can be sent. */
async function respondTo(baseUrl: string, fetch?: Fetch) {
	const client = createClient({ baseUrl, auth, fetch });
	return client.respond(submission, { readFirst: false, maxCalls: 4 });
}

test.each<[CauseCode, ConnectionFault, isRetried: boolean]>([
	["tls_certificate", { kind: "certificate", problem: "self_signed" }, false],
	["tls_certificate", { kind: "certificate", problem: "expired" }, false],
	["tls_certificate", { kind: "certificate", problem: "wrong_name" }, false],
	[
		"tls_certificate",
		{ kind: "certificate", problem: "unknown_authority" },
		false,
	],
	["invalid_address", { kind: "plain_text" }, false],
	["connection_lost", { kind: "closed_in_handshake" }, true],
	["connection_refused", { kind: "refused" }, true],
])(
	"%s: after %j nothing is in doubt, and what waiting cannot cure ends at once",
	async (code, fault, isRetried) => {
		const server = await startConnectionFault(fault, authority);
		onTestFinished(server.close);
		for (const fetch of [undefined, globalThis.fetch]) {
			const outcome = await respondTo(server.url, fetch);
			expect(outcome).toMatchObject({
				kind: "deferred",
				reason: "unreachable",
				cause: { code },
			});
			const causes = outcome.attempts.map(({ cause }) => cause);
			expect(new Set(causes)).toEqual(new Set([code]));
			expect(causes.length > 1).toBe(isRetried);
		}
		expect(server.received()).toBe(0);
	},
);

test.each([
	[407, false],
	[403, true],
	[502, true],
])(
	"a proxy that refuses the tunnel with %i sent nothing; what waiting cannot cure ends at once",
	async (status, isRetried) => {
		const proxy = await startProxy({ kind: "refuse", status });
		onTestFinished(proxy.close);
		const outcome = await respondTo("https://api.example", through(proxy.url));
		expect(outcome).toMatchObject({
			kind: "deferred",
			reason: "unreachable",
			cause: {
				code: "proxy_refused",
				message: "The proxy refused the connection.",
			},
		});
		expect(outcome.attempts.length > 1).toBe(isRetried);
		expect(new Set(proxy.targets)).toEqual(new Set(["api.example:443"]));
	},
);

test("a certificate that is refused behind a proxy is named", async () => {
	const proxy = await startProxy({ kind: "tunnel" });
	onTestFinished(proxy.close);
	const server = await startConnectionFault(
		{ kind: "certificate", problem: "self_signed" },
		authority,
	);
	onTestFinished(server.close);
	const fetch = through(proxy.url);
	expect(await respondTo(server.url, fetch)).toMatchObject({
		kind: "deferred",
		cause: { code: "tls_certificate" },
	});
});

test.each<[CauseCode, string]>([
	["invalid_address", "http://127.0.0.1:6000"],
	["host_not_found", "https://no-such-host.invalid"],
	["network_unreachable", "https://255.255.255.255"],
])("%s: nothing is sent to %s", async (code, baseUrl) => {
	for (const fetch of [undefined, globalThis.fetch])
		expect(await respondTo(baseUrl, fetch)).toMatchObject({
			kind: "deferred",
			reason: "unreachable",
			cause: { code },
		});
});

test("once in doubt, a certificate that is not trusted ends it at once, as uncertain", async () => {
	const recorded = await serve(() => ({ kind: "drop" }));
	const untrusted = await startConnectionFault(
		{ kind: "certificate", problem: "expired" },
		authority,
	);
	onTestFinished(untrusted.close);
	// The certificate expires between two requests.
	const fetch: Fetch = (_, init) =>
		globalThis.fetch(
			recorded.requests.length === 0 ? recorded.url : untrusted.url,
			init,
		);
	const outcome = await respondTo("https://api.example", fetch);
	expect(outcome).toMatchObject({
		kind: "uncertain",
		cause: { code: "tls_certificate" },
		attempts: [{ cause: "connection_lost" }, { cause: "tls_certificate" }],
	});
});

test("a proxy that refuses the login behind a variable of Node ends at once", async () => {
	const proxy = await startProxy({ kind: "refuse", status: 407 });
	onTestFinished(proxy.close);
	const child = join(import.meta.dirname, "../testing/proxied-child.ts");
	const { stdout } = await promisify(execFile)(
		process.execPath,
		[child, "https://api.example"],
		{ env: { NODE_USE_ENV_PROXY: "1", HTTPS_PROXY: proxy.url } },
	);
	expect(JSON.parse(stdout)).toMatchObject({
		kind: "deferred",
		reason: "unreachable",
		cause: { code: "proxy_refused" },
	});
	expect(proxy.targets).toEqual(["api.example:443"]);
});

test("a login server whose certificate is not trusted ends it at once", async () => {
	const untrusted = await startConnectionFault(
		{ kind: "certificate", problem: "self_signed" },
		authority,
	);
	onTestFinished(untrusted.close);
	const api = await serve(() => ({ kind: "reply", status: 401 }));
	const login = clientCredentials({
		clientId: "id",
		clientSecret: "secret",
		authUrl: untrusted.url,
	});
	const client = createClient({ baseUrl: api.url, auth: login });
	const expected = {
		kind: "deferred",
		reason: "unreachable",
		cause: { code: "tls_certificate" },
	};
	expect(await client.respond(submission)).toMatchObject({
		...expected,
		attempts: [{ call: "refresh_token", cause: "tls_certificate" }],
	});
	await expect(client.me(submission)).rejects.toMatchObject({
		outcome: expected,
	});
	expect(untrusted.received()).toBe(0);
	expect(api.requests).toEqual([]);
});

test("a read that fails names its cause, in seconds", async () => {
	const untrusted = await startConnectionFault(
		{ kind: "certificate", problem: "self_signed" },
		authority,
	);
	onTestFinished(untrusted.close);
	const requests: unknown[] = [];
	const client = createClient({
		baseUrl: untrusted.url,
		auth,
		hooks: { onRequest: (each) => requests.push(each) },
	});
	const error: unknown = await client.me(submission).catch((error) => error);
	if (!isSignoffError(error)) throw error;
	const attempt = {
		operation: "Reading who you are",
		status: null,
		request_id: null,
		duration_ms: expect.any(Number),
		cause: "tls_certificate",
	};
	expect(error).toMatchObject({
		message: expect.stringMatching(
			/^Reading who you are failed: the server's certificate is not trusted; try again after 2/,
		),
		cause: { code: "tls_certificate" },
		status: null,
		request_id: null,
		attempts: [attempt],
	});
	expect(requests).toEqual([attempt]);
});

test("a read that is refused has the status and the id of the request", async () => {
	const server = await serve((_, count) =>
		count === 1
			? { kind: "drop" }
			: { kind: "reply", status: 403, headers: { "X-Request-Id": "r-2" } },
	);
	const client = createClient({ baseUrl: server.url, auth });
	const error: unknown = await client.me(submission).catch((error) => error);
	expect(error).toMatchObject({
		status: 403,
		request_id: "r-2",
		attempts: [{ status: null, cause: "connection_lost" }, { status: 403 }],
	});
	expect(error).not.toHaveProperty("cause");
});

/** npm's undici with a proxy, as the documentation shows it. */
function through(proxy: string): Fetch {
	const dispatcher = new ProxyAgent(proxy);
	onTestFinished(() => dispatcher.destroy());
	// Its types are those of another version than Node's.
	const fetch: unknown = (input: string, init: object) =>
		undiciFetch(input, { ...init, dispatcher });
	return fetch as Fetch;
}
