import { readFile } from "node:fs/promises";
import type { Fixture } from "@signoff/core/fixture";
import { expect, onTestFinished, test } from "vitest";
import { serve } from "../hosts/node/serve.ts";
import { sendRequest } from "../testing/client.ts";
import { company } from "../testing/company.ts";
import { startEdge } from "../testing/edge.ts";
import { relayConfig, startRelay } from "../testing/relay.ts";
import { publishedWorker } from "../testing/workerd/harness.ts";
import { assetsFile, buildAssets } from "./build-assets.ts";

test("assets.ts is up to date with its sources", async () => {
	const isFresh =
		(await readFile(assetsFile, "utf8")) === (await buildAssets());
	expect(isFresh, "run `pnpm --filter @signoff/edge run build-explorer`").toBe(
		true,
	);
});

/** What the page may fill in. */
async function sampleOf(url: string): Promise<unknown> {
	const { text } = await sendRequest(`${url}/docs/sample.json`, {
		token: null,
	});
	return JSON.parse(text);
}

const worker = publishedWorker({
	SIGNOFF_UPSTREAM: "embedded",
	SIGNOFF_FIXTURE: JSON.stringify(company()),
});

test("the page may fill in a token only if it is one of a fixture that is served", async () => {
	const { people, ...rest } = company();
	const start = async (fixture: Fixture) => {
		const edge = await serve({
			port: 0,
			log: () => {},
			logLevel: "error",
			fixture,
		});
		onTestFinished(edge.close);
		return edge.url;
	};
	expect(await sampleOf(await start(company()))).toEqual({
		token: "ada-token",
	});
	expect(await sampleOf((await worker.url()).origin)).toEqual({
		token: "ada-token",
	});
	const others = people.map((person) => ({
		...person,
		token: `other-${person.token}`,
	}));
	expect(await sampleOf(await start({ ...rest, people: others }))).toEqual({
		token: null,
	});
	const relay = await startRelay(relayConfig("http://127.0.0.1:9"));
	onTestFinished(relay.close);
	expect(await sampleOf(relay.url)).toEqual({ token: null });
});

test("the edge serves the page and all its assets, with a policy that allows nothing else", async () => {
	const { url } = await startEdge(company());
	const page = await sendRequest(`${url}/docs`, { token: null });
	expect([page.status, page.headers.get("Content-Type")]).toEqual([
		200,
		"text/html; charset=utf-8",
	]);
	const policy = page.headers.get("Content-Security-Policy");
	expect(policy).toContain("default-src 'none'");
	expect(policy).not.toContain("unsafe");
	const named = [...page.text.matchAll(/(?:src|href)="([^"#]+)"/g)].map(
		([, path]) => path,
	);
	expect(new Set(named)).toEqual(
		new Set([
			"/docs/icon.svg",
			"/docs/style.css",
			"/docs/script.js",
			"/openapi.json",
		]),
	);
	for (const path of named)
		expect((await sendRequest(url + path, { token: null })).status).toBe(200);
	expect(page.text).not.toMatch(/<style|style=|<script(?! src)|\son\w+=/);
});
