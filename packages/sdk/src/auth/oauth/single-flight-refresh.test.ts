import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createClient } from "../../client.ts";
import { fileTokenStore } from "../../node/file-token-store.ts";
import {
	app,
	type OAuthApi,
	serveOAuthApi,
	submissions,
} from "../../testing/oauth-server.ts";
import { spawnChild } from "../../testing/soak/spawn-child.ts";
import { refreshToken } from "./refresh-token.ts";
import { memoryTokenStore } from "./token-store.ts";

/** Why the current token does not work. */
const ends = {
	"refused by the server": (_: OAuthApi) => ({}),
	"expired by the clock": ({ stored }: OAuthApi) => ({
		issued_at: stored.issued_at - 5_400_000,
		expires_at: stored.issued_at,
	}),
};

const cases = [5, 50].flatMap((count) =>
	Object.entries(ends).map(([how, end]) => ({ count, how, end })),
);

test.each(cases)(
	"$count concurrent calls with a token $how cause one refresh, and each response is recorded",
	async ({ count, end }) => {
		const api = await serveOAuthApi();
		const store = memoryTokenStore();
		await store.save({ ...api.stored, ...end(api) });
		const client = createClient({
			baseUrl: api.url,
			auth: refreshToken({
				...app,
				authUrl: api.url,
				refreshToken: "refresh-login",
				store,
			}),
		});
		const list = submissions(count);
		const outcomes = await Promise.all(
			list.map((each) => client.respond(each)),
		);
		expect(outcomes.map(({ kind }) => kind)).toEqual(
			list.map(() => "recorded"),
		);
		expect(api.recorded.toSorted()).toEqual(
			list.map(({ id }) => id).toSorted(),
		);
		expect(api.refreshes()).toBe(1);
	},
);

test.each(Object.entries(ends))(
	"4 processes that share a token file, %s, cause one refresh, and each response is recorded",
	{ timeout: 60_000 },
	async (_, end) => {
		const folder = mkdtempSync(join(tmpdir(), "signoff-"));
		onTestFinished(() => rmSync(folder, { recursive: true }));
		const file = join(folder, "tokens.json");
		const api = await serveOAuthApi();
		await fileTokenStore(file).save({ ...api.stored, ...end(api) });
		const children = [1, 11, 21, 31].map((from) => {
			const list = JSON.stringify(submissions(10, from));
			return spawnChild("../shared-token-child.ts", [api.url, file, list]);
		});
		const results = await Promise.all(
			children.map(async ({ messages }) => {
				for await (const outcomes of messages) return outcomes;
				throw new Error("The process sent no message.");
			}),
		);
		const ids = submissions(40).map(({ id }) => id);
		expect(results.flat()).toEqual(ids.map((id) => ({ id, kind: "recorded" })));
		expect(api.recorded.toSorted()).toEqual(ids.toSorted());
		expect(api.refreshes()).toBe(1);
		expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
			access_token: "access-1",
			refresh_token: "refresh-1",
		});
	},
);
