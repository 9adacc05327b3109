import { setImmediate } from "node:timers/promises";
import { inspect } from "node:util";
import type { Submission } from "@signoff/core";
import { expect, onTestFinished, test } from "vitest";
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
const ids = {
	...scope,
	instance_id: "9001",
	step_occurrence_id: "501",
};

type HookCall = [hook: string, argument: unknown];

/** Hooks that record their arguments. */
function hooksInto(calls: HookCall[]): Hooks {
	return {
		onAttempt: (each) => calls.push(["onAttempt", each]),
		onRequest: (each) => calls.push(["onRequest", each]),
		onOutcome: (each) => calls.push(["onOutcome", each]),
	};
}

type LogEntry = [level: string, message: string, fields: unknown];

function loggerInto(entries: LogEntry[]): Logger {
	const at =
		(level: string) =>
		(message: string, fields: unknown): void => {
			entries.push([level, message, fields]);
		};
	return {
		debug: at("debug"),
		info: at("info"),
		warn: at("warn"),
		error: at("error"),
	};
}

test("hooks receive each attempt of a settlement, and its outcome", async () => {
	const server = await serve(
		sampleApi((count) => (count === 1 ? { kind: "drop" } : noContent)),
	);
	const calls: HookCall[] = [];
	const client = createClient({
		baseUrl: server.url,
		auth,
		hooks: hooksInto(calls),
	});
	const outcome = await client.respond(submission);
	expect(calls).toEqual([
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

test("hooks receive each request of a read", async () => {
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
	const calls: HookCall[] = [];
	const client = createClient({
		baseUrl: server.url,
		auth,
		hooks: hooksInto(calls),
	});
	await client.tools.list(scope);
	const operation = "Listing the tools";
	const duration_ms = expect.any(Number);
	expect(calls).toEqual([
		[
			"onRequest",
			{
				operation,
				status: 503,
				request_id: null,
				duration_ms,
				cause: "server_error",
			},
		],
		["onRequest", { operation, status: 200, request_id: "r-2", duration_ms }],
	]);
});

test("a bulk run reports each outcome once, and after an abort what is known", async () => {
	const aborter = new AbortController();
	const server = await serve((_, count) => {
		if (count === 3) aborter.abort();
		return count === 3 ? { kind: "stall", bytes: "" } : noContent;
	});
	const calls: HookCall[] = [];
	const client = createClient({
		baseUrl: server.url,
		auth,
		hooks: { onOutcome: ({ outcome }) => calls.push(["", outcome.kind]) },
	});
	const list = ["1", "2", "3"].map((id): Submission => ({ ...submission, id }));
	const running = (async () => {
		const options = {
			readFirst: false,
			concurrency: 1,
			signal: aborter.signal,
		};
		for await (const _ of client.respondAll(list, options));
	})();
	await expect(running).rejects.toThrow("aborted");
	expect(calls).toEqual([
		["", "accepted"],
		["", "accepted"],
		["", "uncertain"],
	]);
});

/** Replaces the listeners of an event of the process, and returns what it was called with, until the test ends. */
function collected(
	event: "uncaughtException" | "unhandledRejection",
): unknown[] {
	const values: unknown[] = [];
	const listeners = process.listeners(event);
	process.removeAllListeners(event);
	process.on(event, (value: unknown) => values.push(value));
	onTestFinished(() => {
		process.removeAllListeners(event);
		for (const each of listeners) process.on(event, each);
	});
	return values;
}

test("a promise of a hook that rejects does not affect the client, and is reported as uncaught", async () => {
	const server = await serve(sampleApi(() => noContent));
	const rejected = collected("unhandledRejection");
	const fail = () => Promise.reject(new Error("The hook failed."));
	const client = createClient({
		baseUrl: server.url,
		auth,
		hooks: { onAttempt: fail, onRequest: fail, onOutcome: fail },
	});
	expect(await client.respond(submission)).toMatchObject({ kind: "recorded" });
	await client.me(scope);
	await setImmediate();
	expect(rejected).toHaveLength(5);
});

test("an error thrown by a hook or a logger does not affect the client, and is reported as uncaught", async () => {
	const server = await serve(sampleApi(() => noContent));
	const thrown = collected("uncaughtException");
	const fail = (): never => {
		throw new Error("The hook failed.");
	};
	const client = createClient({
		baseUrl: server.url,
		auth,
		hooks: { onAttempt: fail, onRequest: fail, onOutcome: fail },
		logger: { debug: fail, info: fail, warn: fail, error: fail },
	});
	expect(await client.respond(submission)).toMatchObject({ kind: "recorded" });
	await client.me(scope);
	// The client loads its log writer on first use.
	await import("./logger.ts");
	await setImmediate();
	// Five calls of hooks, and five log lines.
	expect(thrown).toHaveLength(10);
});

test("a logger receives ids and statuses; no token, no comment, nothing of a malformed submission", async () => {
	const server = await serve(
		sampleApi((count) =>
			count === 1 ? { kind: "reply", status: 502, body: "<h1>" } : noContent,
		),
	);
	const entries: LogEntry[] = [];
	const client = createClient({
		baseUrl: server.url,
		auth,
		logger: loggerInto(entries),
	});
	await client.respond(submission);
	await client.me(scope);
	// What JavaScript code may pass.
	await client.respond(JSON.parse('{ "id": "a-secret" }'));
	expect(entries.map(([level, message]) => `${level} ${message}`)).toEqual([
		"debug read_me: read",
		"debug read_instance: nothing proven: unanswered",
		"debug submit: in doubt (server_error)",
		"debug waiting",
		"debug submit: recorded",
		"info recorded",
		"debug Reading who you are",
		"warn invalid",
	]);
	expect(entries[4]?.[2]).toMatchObject({
		...ids,
		status: 204,
		call: "submit",
	});
	expect(entries[5]?.[2]).toEqual({ ...ids, kind: "recorded", calls: 4 });
	const written = inspect(entries, { depth: null });
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
	// What JavaScript code may pass.
	expect(() => createClient({ auth, ...JSON.parse(json) })).toThrow(message);
});
