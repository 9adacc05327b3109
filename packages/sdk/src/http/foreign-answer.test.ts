import { inspect } from "node:util";
import { expect, test } from "vitest";
import { bearer } from "../auth/auth.ts";
import { createClient } from "../client.ts";
import { submission } from "../testing/sample-instance.ts";
import { type StubReply, serve } from "../testing/stub-server.ts";

const page =
	"<!doctype html><title>Sign in, ada@harbor.example</title><p>a-secret";
const redirect = (location?: string): StubReply => ({
	kind: "reply",
	status: 302,
	headers: location === undefined ? {} : { Location: location },
	body: page,
});
const html: StubReply = {
	kind: "reply",
	status: 200,
	headers: { "Content-Type": "text/html" },
	body: page,
};

test.each<[string, StubReply, RegExp]>([
	["HTML with 200", html, /^an HTML page$/],
	[
		"a redirect to a login page",
		redirect("https://login.example:8443/sso?next=a-secret#a-secret"),
		/^a redirect to login\.example:8443$/,
	],
	[
		"a relative redirect",
		redirect("/sso?a-secret"),
		/^a redirect to 127\.0\.0\.1:\d+$/,
	],
	["a redirect to nowhere", redirect(), /^a redirect$/],
	["a redirect that is no URL", redirect("https://["), /^a redirect$/],
])(
	"%s: nothing is submitted, and the outcome, the error and the logs say what came",
	async (_, reply, what) => {
		const server = await serve(() => reply);
		const logged: unknown[] = [];
		const log = (...entry: unknown[]): number => logged.push(entry);
		const client = createClient({
			baseUrl: server.url,
			auth: bearer("t"),
			logger: { debug: log, info: log, warn: log, error: log },
		});
		const outcome = await client.respond(submission);
		expect(outcome).toMatchObject({
			kind: "deferred",
			reason: "unreachable",
			cause: { code: "not_the_api" },
		});
		expect(outcome.attempts).toHaveLength(3);
		expect(server.requests.map(({ method }) => method)).not.toContain("POST");
		const message = "cause" in outcome ? (outcome.cause?.message ?? "") : "";
		const [, found = ""] =
			/^The answer is not from the API: it is (.+)\.$/.exec(message) ?? [];
		expect(found).toMatch(what);
		const error: unknown = await client.me(submission).catch((error) => error);
		expect(error).toMatchObject({
			message: expect.stringContaining(
				`the answer is not from the API: it is ${found}; try again`,
			),
			cause: { code: "not_the_api", message },
		});
		await Promise.resolve();
		expect(logged).toContainEqual([
			`deferred: ${message}`,
			expect.objectContaining({ cause: "not_the_api" }),
		]);
		const shown = inspect([outcome, error, logged], { depth: null });
		expect(shown).not.toMatch(/a-secret|ada@harbor|sso/);
	},
);
