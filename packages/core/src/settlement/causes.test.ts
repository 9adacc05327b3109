import { describe, expect, test } from "vitest";
import { type CauseCode, causeMessages } from "../outcome/cause.ts";
import type { RequestEvent } from "../request/events.ts";
import { instance } from "../testing/builders.ts";
import {
	httpResponse,
	noResponse,
	readResponse,
	repeatUntilFinished,
	requestNames,
	runScript,
	startedAt,
	withoutPreflight,
} from "../testing/script.ts";
import { outcomeIfAborted } from "./settlement.ts";

const policy = withoutPreflight;
const unanswered = readResponse(instance());
const busy = httpResponse(429, null, { "retry-after": "60" });
const notSent = (cause: CauseCode): RequestEvent => ({
	kind: "not_sent",
	cause,
});
const lost = (cause: CauseCode): RequestEvent => ({
	kind: "no_response",
	cause,
});
const shown = (code: CauseCode) => ({
	cause: { code, message: causeMessages[code] },
});

describe("a cause that waiting cannot remove", () => {
	test.each(["tls_certificate", "invalid_address"] as const)(
		"%s: the submission ends at once, as deferred",
		(cause) => {
			for (const options of [
				{},
				{ policy },
				{ me: null },
				{ instance: instance() },
			]) {
				const result = runScript(options, [notSent(cause)]);
				expect(result.elapsedMs).toBe(10);
				expect(result.outcome).toMatchObject({
					kind: "deferred",
					reason: "unreachable",
					...shown(cause),
				});
				expect(result.attempts).toMatchObject([{ cause, status: null }]);
			}
		},
	);

	test.each(["tls_certificate", "invalid_address"] as const)(
		"%s: in doubt it ends at once, as uncertain",
		(cause) => {
			const result = runScript({ policy }, [noResponse, notSent(cause)]);
			expect(requestNames(result)).toEqual(["submit", "submit"]);
			expect(result.outcome).toMatchObject({
				kind: "uncertain",
				...shown(cause),
			});
		},
	);

	test.each(["proxy_refused", "callback_failed"] as const)(
		"%s, if the event says so: the submission ends at once",
		(cause) => {
			const event = { kind: "not_sent", cause, permanent: true } as const;
			expect(runScript({ policy }, [event]).outcome).toMatchObject({
				kind: "deferred",
				reason: "unreachable",
				...shown(cause),
			});
			expect(runScript({ policy }, [noResponse, event]).outcome).toMatchObject({
				kind: "uncertain",
				...shown(cause),
			});
		},
	);

	test.each<[string, RequestEvent[]]>([
		["deferred", []],
		["uncertain", [noResponse]],
	])("of a refresh: it ends at once, as %s", (kind, before) => {
		const result = runScript({ policy }, [
			...before,
			httpResponse(401),
			notSent("tls_certificate"),
		]);
		expect(requestNames(result).at(-1)).toBe("refresh_token");
		expect(result.outcome).toMatchObject({ kind, ...shown("tls_certificate") });
	});

	test("after a refusal it leaves the refusal", () => {
		const result = runScript({ policy }, [
			httpResponse(403),
			notSent("tls_certificate"),
		]);
		expect(result.outcome?.kind).toBe("forbidden");
		expect(result.outcome).not.toHaveProperty("cause");
	});

	test.each([
		"connection_refused",
		"host_not_found",
		"network_unreachable",
		"proxy_refused",
		"callback_failed",
	] as const)("%s is none: the request is made again", (cause) => {
		const result = runScript({ policy }, [notSent(cause), httpResponse(204)]);
		expect(requestNames(result)).toEqual(["submit", "submit"]);
		expect(result.outcome?.kind).toBe("accepted");
	});
});

describe("an outcome that may change shows its cause", () => {
	test.each(["connection_refused", "callback_failed"] as const)(
		"deferred: %s",
		(cause) => {
			const { outcome, attempts } = repeatUntilFinished(
				{ policy: { ...policy, deadlineMs: 1_000 } },
				notSent(cause),
			);
			expect(outcome).toMatchObject({
				kind: "deferred",
				reason: "unreachable",
				...shown(cause),
			});
			expect(new Set(attempts.map((each) => each.cause))).toEqual(
				new Set([cause]),
			);
		},
	);

	test.each<[CauseCode, RequestEvent]>([
		["timeout", lost("timeout")],
		["connection_lost", lost("connection_lost")],
		["server_error", httpResponse(500)],
		["server_error", httpResponse(408)],
		["server_error", httpResponse(503, "<html>")],
		["not_the_api", httpResponse(302)],
		["not_the_api", httpResponse(200, "<html>")],
	])("uncertain: %s", (cause, event) => {
		const { outcome } = repeatUntilFinished(
			{ policy: { ...policy, deadlineMs: 1_000 } },
			event,
		);
		expect(outcome).toMatchObject({ kind: "uncertain", ...shown(cause) });
	});

	test("that of the last failure", () => {
		const result = runScript({ policy }, [
			lost("timeout"),
			httpResponse(500),
			notSent("tls_certificate"),
		]);
		expect(result.attempts.map(({ cause }) => cause)).toEqual([
			"timeout",
			"server_error",
			"tls_certificate",
		]);
		expect(result.outcome).toMatchObject(shown("tls_certificate"));
	});

	test("also if it is aborted", () => {
		const { state } = runScript({ policy }, [lost("timeout")]).transition;
		expect(outcomeIfAborted(state, startedAt + 200)).toMatchObject({
			kind: "uncertain",
			...shown("timeout"),
		});
	});
});

describe("an outcome shows no cause", () => {
	test("if nothing failed but the request limit", () => {
		expect(runScript({ policy }, [busy]).outcome).not.toHaveProperty("cause");
	});

	test("of a failure before the one that decided it", () => {
		const limited = runScript({ policy }, [notSent("host_not_found"), busy]);
		expect(limited.outcome).toMatchObject({ reason: "rate_limited" });
		expect(limited.outcome).not.toHaveProperty("cause");
		const held = runScript({ policy }, [
			notSent("host_not_found"),
			{ kind: "throttled", until: startedAt + 60_000 },
		]);
		expect(held.outcome).toMatchObject({ reason: "rate_limited" });
		expect(held.outcome).not.toHaveProperty("cause");
		const tokenless = repeatUntilFinished(
			{ policy: { ...policy, deadlineMs: 1_000 } },
			{ kind: "refresh_failed" },
			[notSent("host_not_found"), httpResponse(401)],
		);
		expect(tokenless.outcome).toMatchObject({ reason: "unavailable" });
		expect(tokenless.outcome).not.toHaveProperty("cause");
	});

	test("of an answer that decided it, or that the API gave", () => {
		const result = runScript({}, [
			httpResponse(500),
			unanswered,
			httpResponse(204),
		]);
		expect(result.attempts.map(({ cause }) => cause)).toEqual([
			"server_error",
			undefined,
			undefined,
		]);
		for (const status of [200, 204, 400, 403, 404, 422, 429]) {
			const { attempts } = runScript({ policy }, [httpResponse(status, {})]);
			expect(attempts[0]).not.toHaveProperty("cause");
		}
	});
});

test("a refresh that a caller's function makes fail shows that", () => {
	const result = repeatUntilFinished(
		{ policy: { ...policy, deadlineMs: 1_000 } },
		notSent("callback_failed"),
		[httpResponse(401)],
	);
	expect(result.attempts.at(-1)).toMatchObject({
		call: "refresh_token",
		cause: "callback_failed",
	});
	expect(result.outcome).toMatchObject({
		kind: "deferred",
		...shown("callback_failed"),
	});
});
