import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	type Certificate,
	createAuthority,
	startConnectionFault,
	startProxy,
	startTlsFront,
} from "@signoff/conformance/fault-server";
import { exitCodes } from "@signoff/core";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { replyToReads } from "../../testing/instance.ts";
import { printed, type Run, signoff } from "../../testing/run-cli.ts";
import { startStubServer } from "../../testing/stub-server.ts";

// Every test starts processes, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let authority: Certificate;
let folder: string;

beforeAll(async () => {
	authority = await createAuthority();
	folder = await mkdtemp(join(tmpdir(), "signoff-proxy-"));
	await writeFile(join(folder, "company.pem"), authority.cert);
});
afterAll(() => rm(folder, { recursive: true }));

const sample = ["--instance", "9001", "--step", "1", "--option", "Approve"];
const args = ["respond", ...sample, "--json"];

/** Starts an API behind https, with a certificate of the company's own authority. */
async function startApi(): Promise<{ url: string; requests: unknown[] }> {
	const stub = await startStubServer(replyToReads("Review", { status: 204 }));
	onTestFinished(stub.stop);
	const front = await startTlsFront(stub.url, authority);
	onTestFinished(front.close);
	return { url: front.url, requests: stub.requests };
}

async function startTunnel() {
	const proxy = await startProxy({ kind: "tunnel" });
	onTestFinished(proxy.close);
	return proxy;
}

function run(url: string, env: Record<string, string>): Promise<Run> {
	return signoff(args, {
		env: {
			SIGNOFF_BASE_URL: url,
			SIGNOFF_TOKEN: "ada-token",
			SIGNOFF_COMPANY_ID: "4201",
			NODE_EXTRA_CA_CERTS: join(folder, "company.pem"),
			...env,
		},
	});
}

test.each(["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"])(
	"uses the proxy of %s, and the certificates of NODE_EXTRA_CA_CERTS",
	async (variable) => {
		const [api, proxy] = await Promise.all([startApi(), startTunnel()]);
		const ran = await run(api.url, { [variable]: proxy.url });
		expect(printed(ran)).toMatchObject({ kind: "recorded" });
		expect(new Set(proxy.targets)).toEqual(new Set([new URL(api.url).host]));
	},
);

test("an address of a proxy needs no scheme", async () => {
	const [api, proxy] = await Promise.all([startApi(), startTunnel()]);
	const { host } = new URL(proxy.url);
	const ran = await run(api.url, { HTTPS_PROXY: host });
	expect(printed(ran)).toMatchObject({ kind: "recorded" });
	expect(proxy.targets).not.toEqual([]);
});

test("uses no proxy for a host of NO_PROXY, and none without a variable", async () => {
	const [api, proxy] = await Promise.all([startApi(), startTunnel()]);
	const environments: Record<string, string>[] = [
		{ HTTPS_PROXY: proxy.url, NO_PROXY: "other.example,127.0.0.1" },
		{ HTTPS_PROXY: proxy.url, no_proxy: "*" },
		{ HTTPS_PROXY: "" },
	];
	for (const env of environments)
		expect(printed(await run(api.url, env))).toMatchObject({
			kind: "recorded",
		});
	expect(proxy.targets).toEqual([]);
});

test("sends no token to a proxy in clear text: an http address of this machine is reached directly", async () => {
	const stub = await startStubServer(replyToReads("Review", { status: 204 }));
	onTestFinished(stub.stop);
	const proxy = await startProxy({ kind: "refuse", status: 407 });
	onTestFinished(proxy.close);
	const env = { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url };
	expect(printed(await run(stub.url, env))).toMatchObject({ kind: "recorded" });
});

test("names a proxy that refuses, in time", async () => {
	const proxy = await startProxy({ kind: "refuse", status: 407 });
	onTestFinished(proxy.close);
	const ran = await signoff(["respond", "--wait", "4", ...sample], {
		env: {
			SIGNOFF_TOKEN: "ada-token",
			SIGNOFF_COMPANY_ID: "4201",
			HTTPS_PROXY: proxy.url,
		},
	});
	expect(ran.code).toBe(exitCodes.deferred);
	expect(ran.stderr).toMatch(/the proxy refused the connection/i);
});

test.each<[string, boolean]>([
	["without a proxy", false],
	["through a proxy", true],
])(
	"names a certificate that is not trusted, at once: %s",
	async (_, isProxied) => {
		const server = await startConnectionFault(
			{ kind: "certificate", problem: "self_signed" },
			authority,
		);
		onTestFinished(server.close);
		const proxy = await startTunnel();
		const env = isProxied ? { HTTPS_PROXY: proxy.url } : undefined;
		const ran = await run(server.url, env ?? {});
		expect(printed(ran)).toMatchObject({
			kind: "deferred",
			cause: { code: "tls_certificate" },
			attempts: [],
		});
		expect(ran.code).toBe(exitCodes.deferred);
	},
);

test.each(["socks5://a-secret@127.0.0.1:1080", "http://a-secret@:0:0"])(
	"refuses %s as a proxy, without repeating it",
	async (address) => {
		const ran = await run("https://127.0.0.1:1", { HTTPS_PROXY: address });
		expect(ran.code).toBe(exitCodes.invalid);
		expect(printed(ran)).toMatchObject({
			kind: "invalid",
			issues: [
				{
					message:
						"The variable HTTPS_PROXY must be the address of an http or https proxy.",
				},
			],
		});
		expect(ran.stdout + ran.stderr).not.toContain("a-secret");
	},
);
