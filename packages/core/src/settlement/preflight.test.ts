import { describe, expect, test } from "vitest";
import type { RequestEvent } from "../request/events.ts";
import {
	answeredRow,
	buildHistory,
	instance,
	personAda,
	step,
} from "../testing/builders.ts";
import {
	httpResponse,
	noResponse,
	notSent,
	readResponse,
	repeatUntilFinished,
	requestNames,
	runScript,
	type ScriptOptions,
	type ScriptResult,
	startedAt,
	withoutPreflight,
} from "../testing/script.ts";

const noContent = httpResponse(204);
const unanswered = readResponse(instance());
const html = "<!doctype html><title>Sign in</title>";

function times<T>(count: number, event: T): T[] {
	return Array.from({ length: count }, () => event);
}

/** Repeats an event for every read, until the submission is sent or the settlement ends. */
function readUntilSubmit(
	event: RequestEvent,
	options: ScriptOptions = {},
	before: RequestEvent[] = [],
): ScriptResult {
	for (let count = 0; count < 100; count++) {
		const result = runScript(options, [...before, ...times(count, event)]);
		if (result.outcome !== null || requestNames(result).includes("submit"))
			return result;
	}
	throw new Error("The settlement does not finish.");
}

describe("reading first goes on while time is left for one attempt and one read", () => {
	// The deadline is 30 s; an attempt and a read keep 2.5 s each, and the last read before them 5 s.
	const reads = [
		0, 135, 395, 905, 1_915, 3_925, 6_435, 8_945, 11_455, 13_965, 16_475,
		18_985, 20_000,
	].map((at) => `read_instance ${at}`);

	test.each([
		["500", httpResponse(500, { error: { code: "X" } })],
		["429", httpResponse(429, {})],
		["408", httpResponse(408, { message: "Slow." })],
		["503", httpResponse(503, {})],
		["202", httpResponse(202, {})],
	])(
		"then the submission is sent, since the API answered with %s",
		(_, event) => {
			const result = readUntilSubmit(event);
			expect(result.requests).toEqual([...reads, "submit 20010"]);
		},
	);

	test("then a 204 does not show whether the response is new", () => {
		const event = httpResponse(500, {});
		const result = runScript({}, [...times(reads.length, event), noContent]);
		expect(result.outcome?.kind).toBe("accepted");
	});

	test("a read that succeeds at last shows what it shows", () => {
		const before = times(reads.length - 1, noResponse);
		const found = readResponse(instance(step([answeredRow()])));
		expect(runScript({}, [...before, found]).outcome?.kind).toBe("unchanged");
		expect(
			runScript({}, [...before, unanswered, noContent]).outcome?.kind,
		).toBe("recorded");
	});

	test.each([
		["no response", noResponse, "unavailable"],
		["a request that was not sent", notSent, "unreachable"],
		["500 as text", httpResponse(500, "Oops."), "unavailable"],
		["502 as HTML", httpResponse(502, html), "unavailable"],
		["503 without a body", httpResponse(503), "unavailable"],
		["429 as HTML", httpResponse(429, html), "rate_limited"],
		["403 as text", httpResponse(403, "No."), "unavailable"],
		["404 without a body", httpResponse(404), "unavailable"],
		["200 as a list", httpResponse(200, []), "unavailable"],
	])(
		"then nothing is sent, since no read was answered: %s",
		(_, event, reason) => {
			const result = readUntilSubmit(event);
			expect(requestNames(result)).not.toContain("submit");
			expect(result.outcome).toMatchObject({ kind: "deferred", reason });
		},
	);

	test("then nothing is sent, and the reads were as many as with an answer", () => {
		expect(readUntilSubmit(noResponse).requests).toEqual(reads);
	});

	test("one answer is enough, also that of `me`, of the history or a 401", () => {
		const error = httpResponse(500, {});
		expect(
			requestNames(readUntilSubmit(noResponse, {}, [noResponse, error])).at(-1),
		).toBe("submit");
		const me = httpResponse(200, { ...personAda, id: 101 });
		expect(
			requestNames(readUntilSubmit(noResponse, { me: null }, [me])).at(-1),
		).toBe("submit");
		const moved = readResponse(instance(null));
		expect(requestNames(readUntilSubmit(noResponse, {}, [moved])).at(-1)).toBe(
			"submit",
		);
		const token = [httpResponse(401, {}), { kind: "refreshed" } as const];
		expect(requestNames(readUntilSubmit(noResponse, {}, token)).at(-1)).toBe(
			"submit",
		);
	});

	test("an instance that was passed in is an answer", () => {
		const options = { me: null, instance: instance() };
		expect(requestNames(readUntilSubmit(noResponse, options)).at(-1)).toBe(
			"submit",
		);
	});

	test("a history that proves nothing ends it", () => {
		const moved = readResponse(instance(null));
		const result = runScript({}, [
			moved,
			httpResponse(500, {}),
			readResponse(buildHistory()),
			noContent,
		]);
		expect(requestNames(result)).toEqual([
			"read_instance",
			"read_history",
			"read_history",
			"submit",
		]);
	});
});

describe("the server's delay", () => {
	const busy = (seconds: number, body: unknown = {}) =>
		httpResponse(429, body, { "retry-after": String(seconds) });

	test("holds for each read, and for the submit after them", () => {
		const result = readUntilSubmit(busy(4));
		expect(result.requests).toEqual([
			"read_instance 0",
			"read_instance 4010",
			"read_instance 8020",
			"read_instance 12030",
			"read_instance 16040",
			"submit 20050",
		]);
	});

	test("that is too long defers the submission, without a request", () => {
		for (const body of [{}, html]) {
			const result = runScript({}, [busy(60, body)]);
			expect(result.elapsedMs).toBe(10);
			expect(result.outcome).toMatchObject({
				kind: "deferred",
				reason: "rate_limited",
				retry_at: new Date(startedAt + 60_010).toISOString(),
			});
		}
	});
});

describe("three answers in a row that the API never gives end it at once", () => {
	const notTheApi = {
		kind: "deferred",
		reason: "unreachable",
		cause: { code: "not_the_api", message: "The answer is not from the API." },
	};

	test.each([
		["an HTML page", httpResponse(200, html)],
		["an HTML page after white space", httpResponse(200, `\n ${html}`)],
		["a redirect", httpResponse(302)],
		["a redirect with JSON", httpResponse(307, {})],
		["403 as HTML", httpResponse(403, html)],
		["404 as HTML", httpResponse(404, html)],
		["204 as HTML", httpResponse(204, html)],
	])("%s", (_, event) => {
		const result = runScript({}, times(3, event));
		expect(result.requests).toEqual([
			"read_instance 0",
			"read_instance 135",
			"read_instance 395",
		]);
		expect(result.outcome).toMatchObject(notTheApi);
		expect(result.attempts.map(({ cause }) => cause)).toEqual(
			times(3, "not_the_api"),
		);
	});

	test("of different kinds, and also for `me` and after an answer of the API", () => {
		const different = [
			httpResponse(200, html),
			httpResponse(302),
			httpResponse(404, html),
		];
		expect(runScript({ me: null }, different).outcome).toMatchObject(notTheApi);
		expect(
			runScript({}, [httpResponse(500, {}), ...different]).outcome,
		).toMatchObject(notTheApi);
		expect(
			runScript({ me: null, instance: instance() }, different).outcome,
		).toMatchObject(notTheApi);
	});

	test.each([
		["an answer of the API", httpResponse(500, {})],
		["a gateway's 503", httpResponse(503, html)],
		["a gateway's 429", httpResponse(429, html)],
		["a gateway's 408", httpResponse(408, html)],
	])("%s in between starts the count over", (_, event) => {
		const page = httpResponse(302);
		const result = runScript({}, [page, page, event, page, page]);
		expect(result.outcome).toBeNull();
		expect(
			runScript({}, [page, page, event, page, page, page]).outcome,
		).toMatchObject(notTheApi);
	});

	test("a gateway's HTML with 408, 429 or 5xx is retried", () => {
		for (const status of [408, 429, 500, 502, 503, 504]) {
			const event = httpResponse(status, html);
			expect(
				runScript({}, [...times(4, event), unanswered, noContent]).outcome
					?.kind,
			).toBe("recorded");
		}
	});

	test("a redirect of a submit is in doubt, and the submission is sent again", () => {
		const result = runScript({}, [
			unanswered,
			...times(4, httpResponse(302)),
			noContent,
		]);
		expect(result.outcome?.kind).toBe("recorded");
		expect(result.attempts[1]).toMatchObject({
			cause: "not_the_api",
			concluded: "in doubt",
		});
	});
});

describe("an error of the API in JSON, of any status, is its answer", () => {
	test.each([400, 403, 404, 405, 409, 410, 422, 451])(
		"%i: the submission is sent",
		(status) => {
			for (const body of [{}, { error: { code: "X" } }, { message: "No." }])
				expect(
					requestNames(runScript({}, [httpResponse(status, body)])).at(-1),
				).toBe("submit");
		},
	);
});

test.each([
	["an answer of the API", httpResponse(500, {})],
	["a redirect", httpResponse(302)],
])("%s to a submit does not count as one to a read", (_, event) => {
	const { state } = runScript({ policy: withoutPreflight }, [event]).transition;
	expect(state).toMatchObject({ api_answered: false, foreign_answers: 0 });
});

test("with the number of requests used up, nothing is sent with a token that was refused", () => {
	const result = runScript({ policy: { maxCalls: 2 } }, [
		httpResponse(401, {}),
	]);
	expect(result.requests).toEqual(["read_instance 0"]);
	expect(result.outcome?.kind).toBe("deferred");
});

test("with the number of requests used up, one is left for the submit", () => {
	const options = { policy: { maxCalls: 3 } };
	const result = runScript(options, [
		...times(2, httpResponse(500, {})),
		noContent,
	]);
	expect(requestNames(result)).toEqual([
		"read_instance",
		"read_instance",
		"submit",
	]);
	expect(
		repeatUntilFinished({ policy: { maxCalls: 3 } }, noResponse).requests,
	).toHaveLength(2);
});

test("with the number of requests used up, the submission waits as long as the server asks", () => {
	const busy = httpResponse(429, {}, { "retry-after": "5" });
	const result = runScript({ policy: { maxCalls: 2 } }, [busy, noContent]);
	expect(result.requests).toEqual(["read_instance 0", "submit 5010"]);
});

test("with a single request, the submission is sent without a read", () => {
	const result = runScript({ policy: { maxCalls: 1 } }, [noContent]);
	expect(result.requests).toEqual(["submit 0"]);
});
