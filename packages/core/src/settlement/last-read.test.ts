import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RequestEvent } from "../request/events.ts";
import { answeredRow, instance, personAda, step } from "../testing/builders.ts";
import {
	beginScript,
	httpResponse,
	noResponse,
	notSent,
	readResponse,
	refreshed,
	type ScriptOptions,
	startedAt,
	withoutPreflight,
} from "../testing/script.ts";
import { advanceSettlement } from "./settlement.ts";
import type { SettlementCommand, Transition } from "./state.ts";

const unanswered = readResponse(instance());
const found = readResponse(instance(step([answeredRow()])));
const deadlineMs = 6_000;

/** An event and how long its request took; `"hangs"`: no response until its time limit. */
type TimedEvent = "hangs" | [elapsedMs: number, RequestEvent];

/** Every command with the moment at which it was issued, in milliseconds from the start. Sleeps end on time. */
function commandsOf(options: ScriptOptions, events: TimedEvent[]): unknown[] {
	let now = startedAt;
	let transition: Transition = beginScript(options);
	const commands: unknown[] = [];
	const remaining = [...events];
	for (;;) {
		const { command, state } = transition;
		commands.push(shown(command, now));
		if (command.kind === "finish") return commands;
		if (command.kind === "sleep") {
			now = command.until;
			transition = advanceSettlement(state, { kind: "slept" }, now, 0);
			continue;
		}
		const next = remaining.shift();
		if (next === undefined) return commands;
		const [elapsedMs, event] =
			next === "hangs" ? [command.timeout_ms, noResponse] : next;
		now += elapsedMs;
		transition = advanceSettlement(state, event, now, 0);
	}
}

function shown(command: SettlementCommand, now: number): unknown {
	const at = now - startedAt;
	if (command.kind === "finish") return [at, command.outcome.kind];
	if (command.kind === "sleep") return [at, "sleep", command.until - startedAt];
	return [
		at,
		command.kind,
		command.timeout_ms,
		...(command.urgent ? ["urgent"] : []),
	];
}

describe("a submission that is recorded, and whose answer never arrives", () => {
	test("is found by the read for which the deadline keeps time", () => {
		const policy = { ...withoutPreflight, deadlineMs };
		const commands = commandsOf({ policy }, ["hangs", "hangs", [10, found]]);
		expect(commands).toEqual([
			[0, "submit", 3_000],
			[3_000, "sleep", 3_125],
			[3_125, "submit", 2_125],
			[5_250, "read_instance", 750, "urgent"],
			[5_260, "accepted"],
		]);
	});

	test("is found so after a read before the submit", () => {
		const commands = commandsOf({ policy: { deadlineMs } }, [
			[10, unanswered],
			"hangs",
			"hangs",
			[10, found],
		]);
		expect(commands).toEqual([
			[0, "read_instance", 3_000],
			[10, "submit", 3_000],
			[3_010, "sleep", 3_135],
			[3_135, "submit", 2_115],
			[5_250, "read_instance", 750, "urgent"],
			[5_260, "recorded"],
		]);
	});

	test("is found so by a person who is not known yet", () => {
		const policy = { ...withoutPreflight, deadlineMs };
		const commands = commandsOf({ policy, me: null }, [
			"hangs",
			"hangs",
			[10, httpResponse(200, { ...personAda, id: 101 })],
			[10, found],
		]);
		expect(commands.slice(3)).toEqual([
			[5_250, "read_me", 750, "urgent"],
			[5_260, "read_instance", 740, "urgent"],
			[5_270, "accepted"],
		]);
	});

	test("stays uncertain if that read hangs too", () => {
		const policy = { ...withoutPreflight, deadlineMs };
		const commands = commandsOf({ policy }, ["hangs", "hangs", "hangs"]);
		expect(commands.slice(3)).toEqual([
			[5_250, "read_instance", 750, "urgent"],
			[6_000, "uncertain"],
		]);
	});

	test.each([1_000, 2_000, 6_000, 30_000, 300_000])(
		"is found with a deadline of %i ms, however each submit hangs",
		(deadline) => {
			const policy = { ...withoutPreflight, deadlineMs: deadline };
			for (let hanging = 1; hanging < 100; hanging++) {
				const events: TimedEvent[] = [];
				for (let count = 0; count < hanging; count++) events.push("hangs");
				const commands = commandsOf({ policy }, events);
				const last = commands.at(-1);
				if (!Array.isArray(last) || last[1] === "submit") continue;
				expect(last).toContain("urgent");
				expect(
					commandsOf({ policy }, [...events, [1, found]]).at(-1),
				).toContain("accepted");
				return;
			}
			throw new Error("No last read was commanded.");
		},
	);
});

describe("reads before the submit that hang leave time for the submit and a read", () => {
	const error = httpResponse(500, {});

	test("if the API has answered any", () => {
		const commands = commandsOf({ policy: { deadlineMs } }, [
			[10, error],
			"hangs",
			"hangs",
			[10, found],
		]);
		expect(commands).toEqual([
			[0, "read_instance", 3_000],
			[10, "sleep", 135],
			[135, "read_instance", 3_000],
			[3_135, "submit", 2_115],
			[5_250, "read_instance", 750, "urgent"],
			[5_260, "accepted"],
		]);
	});

	test("and nothing is sent if it has not", () => {
		const commands = commandsOf({ policy: { deadlineMs } }, [
			[2_875, noResponse],
			"hangs",
		]);
		// At 3,000 half an attempt is left for a read, besides the submit and the read after it.
		expect(commands).toEqual([
			[0, "read_instance", 3_000],
			[2_875, "sleep", 3_000],
			[3_000, "read_instance", 1_500],
			[4_500, "deferred"],
		]);
		const later = commandsOf({ policy: { deadlineMs } }, [[2_876, noResponse]]);
		expect(later.slice(1)).toEqual([[2_876, "deferred"]]);
	});

	test("and so does a refresh of the token that fails again and again", () => {
		const commands = commandsOf({ policy: { deadlineMs } }, [
			[10, httpResponse(401, {})],
			...Array.from(
				{ length: 40 },
				(): TimedEvent => [100, { kind: "refresh_failed" }],
			),
		]);
		const limits = commands.flatMap((command) =>
			Array.isArray(command) && command[1] === "refresh_token"
				? [Number(command[2])]
				: [],
		);
		// A refresh with less time would use up a single-use refresh token for nothing.
		expect(Math.min(...limits)).toBeGreaterThanOrEqual(750);
	});
});

describe("an event that is processed late", () => {
	test.each<[string, Partial<ScriptOptions>, RequestEvent, string]>([
		["a submit", { policy: withoutPreflight }, noResponse, "uncertain"],
		[
			"a submit with 500",
			{ policy: withoutPreflight },
			httpResponse(500),
			"uncertain",
		],
		[
			"a submit with 204",
			{ policy: withoutPreflight },
			httpResponse(204),
			"accepted",
		],
		[
			"a submit with 403",
			{ policy: withoutPreflight },
			httpResponse(403),
			"forbidden",
		],
		[
			"a submit that was not sent",
			{ policy: withoutPreflight },
			notSent,
			"deferred",
		],
		["a read before the submit", {}, unanswered, "deferred"],
		["a read that failed", {}, noResponse, "deferred"],
	])("by an hour ends the settlement: %s", (_, options, event, kind) => {
		const { state } = beginScript(options);
		const late = startedAt + 3_600_000;
		expect(advanceSettlement(state, event, late, 0).command).toMatchObject({
			kind: "finish",
			outcome: { kind },
		});
	});

	const events: RequestEvent[] = [
		noResponse,
		notSent,
		unanswered,
		refreshed,
		{ kind: "refresh_failed" },
		{ kind: "no_token" },
		{ kind: "throttled", until: startedAt + 3_000 },
		{ kind: "throttled", until: startedAt + 1e9 },
		httpResponse(401, {}),
		httpResponse(403),
		httpResponse(422),
		httpResponse(429, null, { "retry-after": "2" }),
		httpResponse(500),
		httpResponse(200, { data: {} }),
	];
	const policies = fc.record({
		deadlineMs: fc.constantFrom(1, 10, 999, 6_000, 30_000),
		readFirst: fc.boolean(),
		maxDeliveryDelayMs: fc.constantFrom(null, 0, 1_000, 1e16),
		maxReadStalenessMs: fc.constantFrom(0, 1_000, 5_000),
	});

	test("at any moment leads to no request without time, or beyond the deadline, and to no moment in the past", () => {
		fc.assert(
			fc.property(
				policies,
				fc.array(
					fc.tuple(
						fc.constantFrom(...events),
						fc.oneof(fc.nat(500), fc.nat(5_000), fc.constantFrom(0, 3_600_000)),
					),
					{ maxLength: 30 },
				),
				fc.double({ min: 0, max: 1, noNaN: true }),
				(policy, timed, random) => {
					let now = startedAt;
					let transition = beginScript({ policy });
					for (const [event, elapsed] of timed) {
						const { command, state } = transition;
						if (command.kind === "finish") return;
						if (command.kind === "sleep") {
							expect(command.until).toBeGreaterThan(now);
							now = command.until;
							transition = advanceSettlement(
								state,
								{ kind: "slept" },
								now,
								random,
							);
							continue;
						}
						expect(Number.isInteger(command.timeout_ms)).toBe(true);
						expect(command.timeout_ms).toBeGreaterThanOrEqual(1);
						expect(command.timeout_ms).toBeLessThanOrEqual(
							state.policy.attemptTimeoutMs,
						);
						expect(now).toBeLessThan(state.deadline_at);
						expect(now + command.timeout_ms).toBeLessThanOrEqual(
							Math.max(state.deadline_at, now + 1),
						);
						now += elapsed;
						transition = advanceSettlement(state, event, now, random);
					}
				},
			),
			{ numRuns: 2_000 },
		);
	});
});
