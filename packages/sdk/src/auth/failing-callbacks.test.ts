import type { Submission } from "@signoff/core";
import { expect, test } from "vitest";
import { createClient } from "../client.ts";
import {
	noContent,
	sampleApi,
	submission,
} from "../testing/sample-instance.ts";
import { serve } from "../testing/stub-server.ts";
import { type Auth, bearer } from "./auth.ts";

const fail = (): never => {
	throw new Error("ENOENT: the file is being rotated");
};

/** Returns a token, except from the call that is named until the one after the last of `times`. */
function failing(
	from: number,
	times: number,
	behave: () => string | Promise<string>,
): Auth {
	let calls = 0;
	return {
		...bearer("unused"),
		token: () => {
			calls++;
			return calls >= from && calls < from + times ? behave() : "ada-token";
		},
	};
}

const ways: [string, () => string | Promise<string>][] = [
	["throws", fail],
	["rejects", () => Promise.reject(new Error("no"))],
	["returns a token with a line end", () => "x\n"],
	["resolves to a token with a line end", () => Promise.resolve("x\n")],
];

test.each(ways)(
	"a `token` that %s after a response was lost does not end the settlement",
	async (_, behave) => {
		const server = await serve(
			sampleApi((count) => (count === 1 ? { kind: "drop" } : noContent)),
		);
		// One call before the settlement, one for the submit.
		const auth = failing(3, 2, behave);
		const client = createClient({ baseUrl: server.url, auth });
		const outcome = await client.respond(submission, { readFirst: false });
		expect(outcome).toMatchObject({
			kind: "accepted",
			attempts: [
				{ call: "submit", status: null, cause: "connection_lost" },
				{ status: null, concluded: "not sent", cause: "callback_failed" },
				{ status: null, concluded: "not sent", cause: "callback_failed" },
				{ call: "submit", status: 204 },
			],
		});
	},
);

test.each(ways)(
	"a `token` that always %s ends as deferred, with the cause",
	async (_, behave) => {
		const server = await serve(() => noContent);
		const auth = failing(1, 1_000, behave);
		const client = createClient({ baseUrl: server.url, auth });
		expect(await client.respond(submission, { maxCalls: 3 })).toMatchObject({
			kind: "deferred",
			reason: "unreachable",
			cause: {
				code: "callback_failed",
				message: "A function that the caller provided failed.",
			},
		});
		await expect(
			client.me(submission, { deadlineMs: 500 }),
		).rejects.toMatchObject({
			name: "SignoffError",
			cause: { code: "callback_failed" },
		});
		expect(server.requests).toEqual([]);
	},
);

test.each<[string, () => string | Promise<string>]>([
	["returns", () => "x\n"],
	["resolves to", () => Promise.resolve("x\n")],
])(
	"the same token with a line end that `token` %s again and again ends it after seconds",
	async (_, behave) => {
		const server = await serve(() => noContent);
		const client = createClient({
			baseUrl: server.url,
			auth: failing(1, 1_000, behave),
		});
		const outcome = await client.respond(submission);
		expect(outcome).toMatchObject({
			kind: "deferred",
			reason: "unreachable",
			cause: { code: "callback_failed" },
		});
		expect(outcome.attempts.length).toBeLessThanOrEqual(3);
		const error: unknown = await client
			.me(submission)
			.catch((error: unknown) => error);
		expect(error).toMatchObject({
			cause: { code: "callback_failed" },
			attempts: Array(3).fill({ cause: "callback_failed" }),
		});
		expect(server.requests).toEqual([]);
	},
);

test("tokens with a line end that differ are asked for again", async () => {
	const server = await serve(() => noContent);
	let calls = 0;
	const auth = failing(2, 5, () => `x${++calls}\n`);
	const client = createClient({ baseUrl: server.url, auth });
	const outcome = await client.respond(submission, { readFirst: false });
	expect(outcome).toMatchObject({ kind: "accepted" });
	expect(outcome.attempts).toHaveLength(6);
});

test.each(ways)(
	"a `token` that %s once does not end a list",
	async (_, behave) => {
		const server = await serve(() => noContent);
		const client = createClient({
			baseUrl: server.url,
			auth: failing(14, 2, behave),
		});
		const list = Array.from(
			{ length: 20 },
			(_, index): Submission => ({ ...submission, id: `${index}` }),
		);
		const kinds: string[] = [];
		const options = { readFirst: false, concurrency: 2 };
		for await (const { outcome } of client.respondAll(list, options))
			kinds.push(outcome.kind);
		expect(kinds).toEqual(Array(20).fill("accepted"));
	},
);

test.each<[string, Auth["refresh"]]>([
	["throws", fail],
	["rejects", () => Promise.reject(new Error("no"))],
	["resolves to nothing", () => Promise.resolve(JSON.parse("null"))],
])("a `refresh` that %s is tried again", async (_, refuse) => {
	const server = await serve(({ headers }) =>
		headers.authorization === "Bearer new"
			? noContent
			: { kind: "reply", status: 401 },
	);
	let token = "old";
	let refreshes = 0;
	const auth: Auth = {
		token: () => token,
		refresh: (usedToken) => {
			refreshes++;
			if (refreshes === 1) return refuse(usedToken);
			token = "new";
			return Promise.resolve("refreshed");
		},
	};
	const client = createClient({ baseUrl: server.url, auth });
	const outcome = await client.respond(submission, { readFirst: false });
	expect(outcome).toMatchObject({
		kind: "accepted",
		attempts: [
			{ call: "submit", status: 401 },
			{ call: "refresh_token", cause: "callback_failed" },
			{ call: "refresh_token", concluded: "refreshed" },
			{ call: "submit", status: 204 },
		],
	});
});

test.each<[string, () => Promise<Response>]>([
	["throws", fail],
	["rejects with a text", () => Promise.reject("no")],
])(
	"a `fetch` that %s leaves the submission in doubt, and never rejects",
	async (_, fetch) => {
		const client = createClient({ auth: bearer("t"), fetch });
		const options = { readFirst: false, maxCalls: 3 };
		expect(await client.respond(submission, options)).toMatchObject({
			kind: "uncertain",
			cause: { code: "callback_failed" },
		});
	},
);
