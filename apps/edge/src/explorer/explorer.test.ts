import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { sendRequest } from "../testing/client.ts";
import { company } from "../testing/company.ts";
import { startEdge } from "../testing/edge.ts";
import { assetsFile, buildAssets } from "./build-assets.ts";

test("what is served is made from the sources beside it", async () => {
	const isFresh =
		(await readFile(assetsFile, "utf8")) === (await buildAssets());
	expect(isFresh, "run `pnpm --filter @signoff/edge run build-explorer`").toBe(
		true,
	);
});

test("the page and all it names come from the edge, under a policy that lets nothing else in", async () => {
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
