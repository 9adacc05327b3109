import { inspect } from "node:util";
import type { Submission } from "@signoff/core";
import { expect, test } from "vitest";
import { bearer } from "../auth/auth.ts";
import { createClient } from "../client.ts";
import {
	noContent,
	sampleApi,
	submission,
} from "../testing/sample-instance.ts";
import { serve } from "../testing/stub-server.ts";
import type { Logger } from "./logger.ts";
import type { Hooks } from "./observer.ts";

const auth = bearer("ada-token");
const scope = { company_id: "4201", project_id: "77" };
const place = {
	...scope,
	instance_id: "9001",
	step_occurrence_id: "501",
};

type Told = [hook: string, told: unknown];

/** Hooks that write down what they are told. */
function hooksInto(told: Told[]): Hooks {
	return {
		onAttempt: (each) => told.push(["onAttempt", each]),
		onRequest: (each) => told.push(["onRequest", each]),
		onOutcome: (each) => told.push(["onOutcome", each]),
	};
}

type Line = [level: string, message: string, fields: unknown];

function loggerInto(lines: Line[]): Logger {
	const at =
		(level: string) =>
		(message: string, fields: unknown): void => {
			lines.push([level, message, fields]);
		};
	return {
		debug: at("debug"),
		info: at("info"),
		warn: at("warn"),
		error: at("error"),
	};
}

test("hooks are told of each call of a settlement, and of what it came to", async () => {
	const server = await serve(
		sampleApi((count) => (count === 1 ? { kind: "drop" } : noContent)),
	);
	const told: Told[] = [];
	const client = createClient({
		baseUrl: server.url,
		auth,
		hooks: hooksInto(told),
	});
	const outcome = await client.respond(submission);
	expect(told).toEqual([
		...outcome.attempts.map((attempt) => [
			"onAttempt",
			{ submission, attempt },
		]),
		["onOutcome", { submission, outcome }],
	]);
	expect(
		outcome.attempts.map(({ call, status, concluded }) => [
			call,
			status,
			concluded,
		]),
	).toEqual([
		["read_me", 200, "read"],
		["read_instance", 200, "nothing proven: unanswered"],
		["submit", null, "no response"],
		["submit", 204, "recorded"],
	]);
});

test("hooks are told of each call that reads", async () => {
	const server = await serve((_, count) =>
		count === 1
			? { kind: "reply", status: 503 }
			: {
					kind: "reply",
					status: 200,
					headers: { "X-Request-Id": "r-2" },
					body: { data: [] },
				},
	);
	const told: Told[] = [];
	const client = createClient({
		baseUrl: server.url,
		auth,
		hooks: hooksInto(told),
	});
	await client.tools.list(scope);
	const operation = "Listing the tools";
	const duration_ms = expect.any(Number);
	expect(told).toEqual([
		["onRequest", { operation, status: 503, request_id: null, duration_ms }],
		["onRequest", { operation, status: 200, request_id: "r-2", duration_ms }],
	]);
});

test("a list tells of each outcome once, and an abort of what is known", async () => {
	const aborter = new AbortController();
	const server = await serve((_, count) => {
		if (count === 3) aborter.abort();
		return count === 3 ? { kind: "stall", bytes: "" } : noContent;
	});
	const told: Told[] = [];
	const client = createClient({
		baseUrl: server.url,
		auth,
		hooks: { onOutcome: ({ outcome }) => told.push(["", outcome.kind]) },
	});
	const list = ["1", "2", "3"].map((id): Submission => ({ ...submission, id }));
	const going = (async () => {
		const options = {
			readFirst: false,
			concurrency: 1,
			signal: aborter.signal,
		};
		for await (const _ of client.respondAll(list, options));
	})();
	await expect(going).rejects.toThrow("aborted");
	expect(told).toEqual([
		["", "accepted"],
		["", "accepted"],
		["", "uncertain"],
	]);
});

test("what a hook or a logger throws does not reach the work", async () => {
	const server = await serve(sampleApi(() => noContent));
	const thrown: unknown[] = [];
	const listeners = process.listeners("uncaughtException");
	process.removeAllListeners("uncaughtException");
	process.on("uncaughtException", (error) => thrown.push(error));
	const fail = (): never => {
		throw new Error("Mine.");
	};
	const client = createClient({
		baseUrl: server.url,
		auth,
		hooks: { onAttempt: fail, onRequest: fail, onOutcome: fail },
		logger: { debug: fail, info: fail, warn: fail, error: fail },
	});
	expect(await client.respond(submission)).toMatchObject({ kind: "recorded" });
	await client.me(scope);
	process.removeAllListeners("uncaughtException");
	for (const each of listeners) process.on("uncaughtException", each);
	expect(thrown.length).toBeGreaterThan(4);
});

test("a logger gets ids and statuses; no token, no comment, nothing malformed", async () => {
	const server = await serve(
		sampleApi((count) =>
			count === 1 ? { kind: "reply", status: 502, body: "<h1>" } : noContent,
		),
	);
	const lines: Line[] = [];
	const client = createClient({
		baseUrl: server.url,
		auth,
		logger: loggerInto(lines),
	});
	await client.respond(submission);
	await client.me(scope);
	// As a caller without types may write it.
	await client.respond(JSON.parse('{ "id": "a-secret" }'));
	expect(lines.map(([level, message]) => `${level} ${message}`)).toEqual([
		"debug read_me: read",
		"debug read_instance: nothing proven: unanswered",
		"debug submit: in doubt",
		"debug waiting",
		"debug submit: recorded",
		"info recorded",
		"debug Reading who you are",
		"warn invalid",
	]);
	expect(lines[4]?.[2]).toMatchObject({
		...place,
		status: 204,
		call: "submit",
	});
	expect(lines[5]?.[2]).toEqual({ ...place, kind: "recorded", calls: 4 });
	const written = inspect(lines, { depth: null });
	for (const secret of ["ada-token", "Looks good", "a-secret"])
		expect(written).not.toContain(secret);
});

test.each<[string, string]>([
	['{ "hooks": 1 }', "The option `hooks` must be an object of functions."],
	['{ "hooks": { "onAnswer": 1 } }', "There is no option `onAnswer`."],
	[
		'{ "hooks": { "onRequest": 1 } }',
		"The option `onRequest` must be a function.",
	],
	['{ "logger": { "info": 1 } }', "The option `logger` must be an object with"],
])("%s is refused", (json, message) => {
	// As a caller without types may write it.
	expect(() => createClient({ auth, ...JSON.parse(json) })).toThrow(message);
});
