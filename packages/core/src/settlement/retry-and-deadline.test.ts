import { describe, expect, test } from "vitest";
import {
	answeredRow,
	buildHistory,
	historyStep,
	instance,
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
	type ScriptResult,
	startedAt,
	withoutPreflight,
} from "../testing/script.ts";

const unanswered = readResponse(instance());
const policy = withoutPreflight;

/** The times at which requests were made. */
function requestTimes({ requests }: ScriptResult): number[] {
	return requests.map((call) => Number(call.split(" ")[1]));
}

function times<T>(count: number, event: T): T[] {
	return Array.from({ length: count }, () => event);
}

describe("the wait before a retry", () => {
	test("doubles from 250 ms to 5 s, half of it random", () => {
		const calm = { ...withoutPreflight, deadlineMs: 1_000_000 };
		const gaps = (random: number) => {
			const at = requestTimes(
				runScript({ policy: calm, random }, times(7, httpResponse(500))),
			);
			return at.slice(1).map((each, i) => each - (at[i] ?? 0) - 10);
		};
		expect(gaps(0)).toEqual([125, 250, 500, 1_000, 2_000, 2_500, 2_500]);
		expect(gaps(1)).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]);
	});

	test.each([
		[
			"the reset",
			{ "x-rate-limit-reset": "1008", date: new Date(startedAt).toUTCString() },
			8_010,
		],
		["Retry-After", { "retry-after": "6" }, 6_010],
		[
			"the later of the two",
			{
				"x-rate-limit-reset": "1003",
				"retry-after": "6",
				date: new Date(startedAt).toUTCString(),
			},
			6_010,
		],
		["the backoff, if it is longer", { "retry-after": "0" }, 135],
	])("at 429 is that of %s", (_, headers, at) => {
		const result = runScript({ policy }, [
			httpResponse(429, null, headers),
			httpResponse(204),
		]);
		expect(requestTimes(result)).toEqual([0, at]);
		expect(result.outcome?.kind).toBe("accepted");
		expect(result.attempts[0]?.concluded).toBe("rate limited");
	});

	test("at 503 is Retry-After, for reads and submits", () => {
		const busy = httpResponse(503, null, { "retry-after": "3" });
		expect(requestTimes(runScript({ policy }, [busy]))).toEqual([0, 3_010]);
		expect(requestTimes(runScript({}, [busy]))).toEqual([0, 3_010]);
	});

	test("starts over for a read that follows", () => {
		const result = runScript({ policy }, [
			noResponse,
			noResponse,
			httpResponse(403),
			noResponse,
			httpResponse(500),
			readResponse(instance(step([answeredRow()]))),
		]);
		expect(requestTimes(result)).toEqual([0, 135, 395, 405, 540, 800]);
	});

	test("starts over after a successful read", () => {
		const read = runScript({ me: null }, [
			noResponse,
			httpResponse(200, { id: 101, login: null, name: null }),
			noResponse,
		]);
		expect(requestTimes(read)).toEqual([0, 135, 145, 280]);
		const past = readResponse(
			buildHistory(historyStep([], { ended_at: null })),
		);
		const elsewhere = readResponse(instance(null));
		const looked = runScript({}, [
			noResponse,
			elsewhere,
			noResponse,
			past,
			noResponse,
		]);
		expect(requestTimes(looked)).toEqual([0, 135, 145, 280, 290, 425]);
		const refused = runScript({ policy }, [
			httpResponse(422),
			noResponse,
			httpResponse(403),
			httpResponse(500),
		]);
		// A refused read is followed by the one after the staleness.
		expect(requestTimes(refused)).toEqual([0, 10, 145, 5_010, 5_145]);
	});

	test("does not end early", () => {
		const { transition: slept } = runScript({ policy }, []);
		expect(slept.command.kind).toBe("submit");
	});
});

describe("not sent", () => {
	test("is retried, without doubt", () => {
		const result = runScript({ policy }, [notSent, httpResponse(204)]);
		expect(requestTimes(result)).toEqual([0, 135]);
		expect(result.transition.state.in_doubt).toBe(false);
		expect(result.outcome?.kind).toBe("accepted");
	});

	test("until the deadline is deferred as unreachable", () => {
		const short = {
			...withoutPreflight,
			deadlineMs: 1_000,
			attemptTimeoutMs: 100,
		};
		const result = runScript({ policy: short }, times(5, notSent));
		expect(requestTimes(result)).toEqual([0, 135, 395, 905, 950]);
		expect(result.outcome).toMatchObject({
			kind: "deferred",
			reason: "unreachable",
		});
	});
});

describe("at the deadline", () => {
	const short = {
		...withoutPreflight,
		deadlineMs: 10_000,
		attemptTimeoutMs: 4_000,
	};
	const busy = (seconds: number) =>
		httpResponse(429, null, { "retry-after": String(seconds) });

	test("no submit is sent that cannot get a response in time", () => {
		const inTime = runScript({ policy: short }, [busy(7)]);
		expect(inTime.requests).toEqual(["submit 0", "submit 7010"]);
		const late = runScript({ policy: short }, [busy(8)]);
		expect(late.outcome).toMatchObject({
			kind: "deferred",
			reason: "rate_limited",
			retry_at: new Date(startedAt + 8_010).toISOString(),
		});
		expect(late.elapsedMs).toBe(10);
	});

	test("half an attempt is enough time, a millisecond less is not", () => {
		const at = (ms: number) => {
			const { transition: end } = runScript(
				{ policy: { ...short, deadlineMs: ms } },
				[busy(6)],
			);
			return end.command.kind;
		};
		expect(at(8_010)).toBe("submit");
		expect(at(8_009)).toBe("finish");
	});

	test("a submit leaves a quarter of an attempt for the last read", () => {
		const first = runScript({ policy: short }, []);
		expect(first.transition.command).toEqual({
			kind: "submit",
			timeout_ms: 4_000,
		});
		const later = runScript({ policy: short }, [busy(7)]);
		expect(later.transition.command).toEqual({
			kind: "submit",
			timeout_ms: 1_990,
		});
	});

	test("in doubt a final read is made, then it is uncertain", () => {
		const result = runScript({ policy: short }, [
			noResponse,
			busy(9),
			unanswered,
		]);
		expect(result.requests).toEqual([
			"submit 0",
			"submit 135",
			"read_instance 145",
		]);
		expect(result.outcome).toMatchObject({
			kind: "uncertain",
			retry_at: new Date(startedAt + 9_145).toISOString(),
		});
	});

	test("the final read may find the response on record, with the history", () => {
		const found = readResponse(instance(step([answeredRow()])));
		expect(
			runScript({ policy: short }, [noResponse, busy(9), found]).outcome?.kind,
		).toBe("accepted");
		const result = runScript({ policy: short }, [
			noResponse,
			busy(9),
			readResponse(instance(null)),
			readResponse(buildHistory(historyStep())),
		]);
		expect(result.outcome?.kind).toBe("accepted");
	});

	test.each([
		["no response", noResponse],
		["limited", httpResponse(429)],
		["500", httpResponse(500)],
		["not sent", notSent],
		["unreadable", httpResponse(200)],
	])("the final read is repeated while time is left: %s", (_, event) => {
		const before = [noResponse, busy(9), event, event];
		const found = readResponse(instance(step([answeredRow()])));
		const result = runScript({ policy: short }, [...before, found]);
		expect(requestNames(result)).toEqual([
			"submit",
			"submit",
			"read_instance",
			"read_instance",
			"read_instance",
		]);
		expect(result.outcome?.kind).toBe("accepted");
		const never = repeatUntilFinished({ policy: short }, event, before);
		expect(never.elapsedMs).toBeLessThanOrEqual(10_010);
		expect(never.outcome?.kind).toBe("uncertain");
		expect(requestNames(never).slice(2)).not.toContain("submit");
	});

	test("the final read proves nothing if it is refused", () => {
		const refused = httpResponse(403);
		const result = runScript({ policy: short }, [
			noResponse,
			busy(9),
			refused,
			refused,
		]);
		expect(requestNames(result).slice(2)).toEqual([
			"read_instance",
			"read_history",
		]);
		expect(result.outcome?.kind).toBe("uncertain");
	});

	test("a final read after the delivery wait decides nothing without a refusal", () => {
		const still = { ...short, maxDeliveryDelayMs: 0, maxReadStalenessMs: 0 };
		const result = runScript({ policy: still }, [
			noResponse,
			busy(9),
			unanswered,
		]);
		expect(result.outcome?.kind).toBe("uncertain");
	});

	test("the final read is not retried without a token", () => {
		const result = repeatUntilFinished(
			{ policy: short },
			{ kind: "refresh_failed" },
			[noResponse, busy(9), httpResponse(401)],
		);
		expect(result.outcome?.kind).toBe("uncertain");
		expect(
			requestNames(result).filter((name) => name === "read_instance"),
		).toEqual(["read_instance"]);
	});

	test("the final read reads `me` if it is unknown", () => {
		const result = runScript({ policy: short, me: null }, [
			noResponse,
			busy(9),
			httpResponse(200, { id: 101, login: null, name: null }),
			readResponse(instance(step([answeredRow()]))),
		]);
		expect(requestNames(result).slice(2)).toEqual(["read_me", "read_instance"]);
		expect(result.outcome?.kind).toBe("accepted");
	});

	test("without doubt it is the refusal", () => {
		const result = runScript({ policy: short }, [httpResponse(404), busy(60)]);
		expect(result.outcome?.kind).toBe("not_found");
	});

	test("else deferred by at least a second", () => {
		const hasty = {
			...withoutPreflight,
			deadlineMs: 200,
			attemptTimeoutMs: 100,
		};
		const result = repeatUntilFinished({ policy: hasty }, httpResponse(429));
		expect(result.outcome).toMatchObject({
			kind: "deferred",
			reason: "rate_limited",
			retry_at: new Date(startedAt + result.elapsedMs + 1_000).toISOString(),
		});
	});

	test("else deferred until the next retry", () => {
		const tight = {
			...withoutPreflight,
			deadlineMs: 3_000,
			attemptTimeoutMs: 1_000,
			maxReadStalenessMs: 0,
		};
		const result = repeatUntilFinished({ policy: tight, random: 1 }, notSent);
		expect(requestTimes(result)).toEqual([0, 260, 770, 1_780, 2_500]);
		expect(result.outcome).toMatchObject({
			kind: "deferred",
			retry_at: new Date(startedAt + 2_510 + 4_000).toISOString(),
		});
	});

	test("a backoff ends at the last moment for a submit", () => {
		const tight = {
			...withoutPreflight,
			deadlineMs: 3_000,
			attemptTimeoutMs: 1_500,
			maxReadStalenessMs: 0,
		};
		const result = repeatUntilFinished({ policy: tight, random: 1 }, notSent);
		expect(requestTimes(result)).toEqual([0, 260, 770, 1_780, 2_250]);
	});

	test("a backoff ends at the last moment at which a refusal can be verified", () => {
		const tight = {
			...withoutPreflight,
			deadlineMs: 3_000,
			attemptTimeoutMs: 1_000,
			maxDeliveryDelayMs: 1_000,
			maxReadStalenessMs: 500,
		};
		const result = repeatUntilFinished({ policy: tight, random: 1 }, notSent);
		expect(requestTimes(result)).toEqual([0, 260, 770, 1_000, 2_500]);
	});
});

describe("the maximum number of requests", () => {
	test.each([1, 2, 3, 5, 40])(
		"of %i is used up and never exceeded",
		(maxCalls) => {
			for (const event of [
				noResponse,
				notSent,
				httpResponse(429),
				httpResponse(500),
			]) {
				const patient = {
					...withoutPreflight,
					deadlineMs: 1_000_000,
					maxCalls,
				};
				const result = repeatUntilFinished({ policy: patient }, event);
				expect(result.requests.length).toBeLessThanOrEqual(maxCalls);
				expect(result.requests.length).toBeGreaterThanOrEqual(maxCalls - 2);
				expect(result.outcome).not.toBeNull();
			}
		},
	);

	test("leaves two requests for the reads that verify a repeated submit", () => {
		const result = runScript({ policy: { ...withoutPreflight, maxCalls: 4 } }, [
			noResponse,
			noResponse,
			unanswered,
		]);
		expect(requestNames(result)).toEqual(["submit", "submit", "read_instance"]);
		expect(result.outcome?.kind).toBe("uncertain");
	});

	test("leaves none for the first submit", () => {
		const result = runScript({ policy: { ...withoutPreflight, maxCalls: 1 } }, [
			httpResponse(204),
		]);
		expect(result.outcome?.kind).toBe("accepted");
	});

	test("of zero is deferred at once", () => {
		const result = runScript(
			{ policy: { ...withoutPreflight, maxCalls: 0 } },
			[],
		);
		expect(result.outcome).toMatchObject({
			kind: "deferred",
			reason: "unreachable",
			retry_at: new Date(startedAt + 1_000).toISOString(),
		});
	});
});
