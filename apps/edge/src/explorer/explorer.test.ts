import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { sendRequest } from "../testing/client.ts";
import { company } from "../testing/company.ts";
import { startEdge } from "../testing/edge.ts";
import { assetsFile, buildAssets } from "./build-assets.ts";

test("assets.ts is up to date with its sources", async () => {
	const isFresh =
		(await readFile(assetsFile, "utf8")) === (await buildAssets());
	expect(isFresh, "run `pnpm --filter @signoff/edge run build-explorer`").toBe(
		true,
	);
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
