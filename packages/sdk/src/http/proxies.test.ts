import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import {
	type Certificate,
	createAuthority,
	startProxy,
	startTlsFront,
} from "@signoff/conformance/fault-server";
import ky from "ky";
import { ProxyAgent, fetch as undiciFetch } from "undici";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { bearer } from "../auth/auth.ts";
import { createClient } from "../client.ts";
import {
	noContent,
	sampleApi,
	submission,
} from "../testing/sample-instance.ts";
import { serve } from "../testing/stub-server.ts";
import type { Fetch } from "./transport.ts";

// The three ways to use a proxy and a company's certificates, as docs/sdk.md shows them.

let authority: Certificate;
beforeAll(async () => {
	authority = await createAuthority();
});

/** An API behind https with a certificate of the company's authority, and a proxy. */
async function start() {
	const server = await serve(sampleApi(() => noContent));
	const front = await startTlsFront(server.url, authority);
	onTestFinished(front.close);
	const proxy = await startProxy({ kind: "tunnel" });
	onTestFinished(proxy.close);
	return { baseUrl: front.url, proxy };
}

function agentFor(uri: string): ProxyAgent {
	const agent = new ProxyAgent({ uri, requestTls: { ca: authority.cert } });
	onTestFinished(() => agent.destroy());
	return agent;
}

async function expectProxied(
	{ baseUrl, proxy }: Awaited<ReturnType<typeof start>>,
	fetch: Fetch,
): Promise<void> {
	const client = createClient({ auth: bearer("ada-token"), baseUrl, fetch });
	expect(await client.respond(submission)).toMatchObject({ kind: "recorded" });
	expect(new Set(proxy.targets)).toEqual(new Set([new URL(baseUrl).host]));
}

test("variables of Node: NODE_USE_ENV_PROXY, HTTPS_PROXY and NODE_EXTRA_CA_CERTS", async () => {
	const { baseUrl, proxy } = await start();
	const folder = await mkdtemp(join(tmpdir(), "signoff-proxies-"));
	onTestFinished(() => rm(folder, { recursive: true }));
	const certificates = join(folder, "company.pem");
	await writeFile(certificates, authority.cert);
	const child = join(import.meta.dirname, "../testing/proxied-child.ts");
	const { stdout } = await promisify(execFile)(
		process.execPath,
		[child, baseUrl],
		{
			env: {
				NODE_USE_ENV_PROXY: "1",
				HTTPS_PROXY: proxy.url,
				NODE_EXTRA_CA_CERTS: certificates,
			},
		},
	);
	expect(JSON.parse(stdout)).toMatchObject({ kind: "recorded" });
	expect(new Set(proxy.targets)).toEqual(new Set([new URL(baseUrl).host]));
});

test("the fetch of undici with a dispatcher", async () => {
	const started = await start();
	const dispatcher = agentFor(started.proxy.url);
	const fetch: unknown = (input: string, init: object) =>
		undiciFetch(input, { ...init, dispatcher });
	await expectProxied(started, fetch as Fetch);
});

test("a ky instance whose fetch has a dispatcher", async () => {
	const started = await start();
	const dispatcher = agentFor(started.proxy.url);
	const http = ky.create({
		fetch: (input, init) =>
			globalThis.fetch(input, Object.assign({ dispatcher }, init)),
	});
	await expectProxied(started, http);
});
