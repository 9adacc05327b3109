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

/** How the token that is held has come to its end. */
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
	"$count calls at once on a token $how cause one refresh, and each is recorded",
	async ({ count, end }) => {
		const pier = await serveOAuthApi();
		const store = memoryTokenStore();
		await store.save({ ...pier.stored, ...end(pier) });
		const client = createClient({
			baseUrl: pier.url,
			auth: refreshToken({
				...app,
				authUrl: pier.url,
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
		expect(pier.recorded.toSorted()).toEqual(
			list.map(({ id }) => id).toSorted(),
		);
		expect(pier.refreshes()).toBe(1);
	},
);

test.each(Object.entries(ends))(
	"4 processes that share a file of tokens, %s, cause one refresh, and each response is recorded",
	{ timeout: 60_000 },
	async (_, end) => {
		const folder = mkdtempSync(join(tmpdir(), "signoff-"));
		onTestFinished(() => rmSync(folder, { recursive: true }));
		const file = join(folder, "tokens.json");
		const pier = await serveOAuthApi();
		await fileTokenStore(file).save({ ...pier.stored, ...end(pier) });
		const children = [1, 11, 21, 31].map((from) => {
			const list = JSON.stringify(submissions(10, from));
			return spawnChild("../shared-token-child.ts", [pier.url, file, list]);
		});
		const said = await Promise.all(
			children.map(async ({ messages }) => {
				for await (const outcomes of messages) return outcomes;
				throw new Error("The process said nothing.");
			}),
		);
		const ids = submissions(40).map(({ id }) => id);
		expect(said.flat()).toEqual(ids.map((id) => ({ id, kind: "recorded" })));
		expect(pier.recorded.toSorted()).toEqual(ids.toSorted());
		expect(pier.refreshes()).toBe(1);
		expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
			access_token: "access-1",
			refresh_token: "refresh-1",
		});
	},
);
