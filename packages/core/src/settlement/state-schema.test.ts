import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RequestEvent } from "../request/events.ts";
import {
	everyOutcome,
	instance,
	personAda,
	step,
} from "../testing/builders.ts";
import {
	httpResponse,
	noResponse,
	notSent,
	readResponse,
	runScript,
	type ScriptOptions,
	startedAt,
	withoutPreflight,
} from "../testing/script.ts";
import { resumeSettlement } from "./resume.ts";
import { advanceSettlement, outcomeIfAborted } from "./settlement.ts";
import type { SettlementState } from "./state.ts";
import { parseSettlementState, settlementStateSchema } from "./state-schema.ts";

const unanswered = readResponse(instance());
const crash = startedAt + 1_000_000;
const policy = { ...withoutPreflight, maxDeliveryDelayMs: 1_000 };

const scripts: [options: ScriptOptions, events: RequestEvent[]][] = [
	[{}, []],
	[{ me: null }, []],
	[{ instance: instance() }, []],
	[{ policy }, [noResponse]],
	[{ policy }, [noResponse, httpResponse(403), unanswered]],
	[{ policy }, [httpResponse(422)]],
	[{ policy: { ...policy, maxCalls: 2 } }, [noResponse]],
	[{ policy }, [httpResponse(401)]],
	[{ policy }, [httpResponse(204)]],
	[{ me: null, instance: instance() }, []],
	[{ policy }, [httpResponse(404), readResponse(instance(null))]],
	[
		{ policy },
		[httpResponse(404), readResponse(instance(step([], { id: "2" })))],
	],
	[{ policy }, [{ kind: "not_sent", cause: "callback_failed" }]],
	[
		{ policy: withoutPreflight },
		[noResponse, httpResponse(429, null, { "retry-after": "60" })],
	],
	[
		{ policy: withoutPreflight },
		[noResponse, httpResponse(429, null, { "retry-after": "60" }), unanswered],
	],
];

const states = scripts.map(([options, events]): SettlementState => {
	const { state } = runScript(options, events).transition;
	return JSON.parse(JSON.stringify(state));
});

/** Every path to a value in a JSON document, the document included. */
function pathsOf(value: unknown): string[][] {
	if (typeof value !== "object" || value === null) return [[]];
	return [
		[],
		...Object.entries(value).flatMap(([key, each]) =>
			pathsOf(each).map((path) => [key, ...path]),
		),
	];
}

/** A copy in which the value at a path is another one; `undefined` removes it. */
function replaced(document: unknown, path: string[], value: unknown): unknown {
	const [key, ...rest] = path;
	if (key === undefined) return value;
	const copy: unknown = JSON.parse(JSON.stringify(document));
	if (typeof copy === "object" && copy !== null)
		Reflect.set(copy, key, replaced(Reflect.get(copy, key), rest, value));
	return JSON.parse(JSON.stringify(copy));
}

const positions = states.flatMap((state) =>
	pathsOf(state).map((path) => ({ state, path })),
);

const foreignValue = fc.oneof(
	fc.constant(undefined),
	fc.constantFrom<unknown>(
		null,
		"",
		"submit",
		"verify",
		"final_read",
		{},
		[],
		-1,
		0,
		1e300,
		-1e300,
		true,
		{ kind: "sleep", until: 1e300 },
		{ kind: "finish", outcome: {} },
		{ status: 422, outcome: { kind: "deferred" } },
	),
	fc.jsonValue(),
);

describe("a stored state", () => {
	test("of a settlement is read as it was stored", () => {
		for (const state of states)
			expect(parseSettlementState(state)).toEqual({
				kind: "parsed",
				value: state,
			});
	});

	test("that is accepted can be resumed, whatever was overwritten in it", () => {
		let accepted = 0;
		fc.assert(
			fc.property(
				fc.constantFrom(...positions),
				foreignValue,
				fc.constantFrom<RequestEvent>(noResponse, notSent, unanswered),
				({ state, path }, value, event) => {
					const parsed = parseSettlementState(replaced(state, path, value));
					if (parsed.kind === "invalid") return;
					accepted++;
					outcomeIfAborted(parsed.value, crash);
					const resumed = resumeSettlement(parsed.value, crash, 0.5);
					advanceSettlement(resumed.state, event, crash, 0.5);
				},
			),
			{ numRuns: 2_000 },
		);
		expect(accepted).toBeGreaterThan(100);
	});

	test("without any one of its fields is refused, and the field is named", () => {
		for (const state of states)
			for (const field of Object.keys(state)) {
				const parsed = parseSettlementState(
					replaced(state, [field], undefined),
				);
				expect(parsed).toMatchObject({ kind: "invalid" });
				expect(parsed.kind === "invalid" && parsed.issues[0]).toMatchObject({
					code: "not_a_settlement_state",
					path: [field],
				});
			}
	});

	test.each<[string, unknown]>([
		["submission", { company_id: "4201" }],
		["policy", {}],
		["me", { id: "101" }],
		["phase", "over"],
		["command", { kind: "submit" }],
		["command", { kind: "sleep", until: "soon" }],
		["command", { kind: "finish", outcome: { kind: "recorded" } }],
		["next", "sleep"],
		["step_fingerprint", { uuid: null, started_at: null }],
		["refusal", { status: 422 }],
		["refusal", { status: 422, outcome: { kind: "lost", attempts: [] } }],
		["last_failure", "tired"],
		["attempts", [{ call: "submit" }]],
		["in_doubt", null],
		["api_answered", null],
		["may_be_on_record", "no"],
		["begun_at", null],
		["unusable_reads", -1],
		["foreign_answers", 0.5],
		["given_step", { id: "1" }],
		["moved_to", {}],
		["moved_to", { step: { id: "2" } }],
		["last_cause", "bad_luck"],
		[
			"refusal",
			{
				status: 422,
				outcome: { kind: "forbidden", reason: null, attempts: [] },
			},
		],
		["command", { kind: "read_me", timeout_ms: 1, urgent: false }],
		[
			"attempts",
			[
				{
					call: "submit",
					status: null,
					request_id: null,
					duration_ms: 1,
					concluded: "x",
					cause: "bad_luck",
				},
			],
		],
	])("whose `%s` is %j is refused", (field, value) => {
		const parsed = parseSettlementState({ ...states[0], [field]: value });
		expect(parsed.kind === "invalid" && parsed.issues[0]).toMatchObject({
			code: "not_a_settlement_state",
			path: expect.arrayContaining([field]),
		});
	});

	test.each<[field: string, value: unknown, expectation: string]>([
		["version", "2", "must be 2"],
		["in_doubt", "yes", "must be a boolean"],
		["calls_made", 0.5, "must count"],
		["unusable_reads", -1, "must count"],
		["begun_at", 8.64e15 + 1, "must be a moment"],
		["not_before", -8.64e15 - 1, "must be a moment"],
	])("whose `%s` is %j is refused: it %s", (field, value, expectation) => {
		const stored = { ...states[0], [field]: value };
		expect(parseSettlementState(stored)).toEqual({
			kind: "invalid",
			issues: [
				{
					code: "not_a_settlement_state",
					path: [field],
					message: `\`${field}\` ${expectation}.`,
				},
			],
		});
		expect(settlementStateSchema.safeParse(stored).error?.issues).toMatchObject(
			[{ code: "custom", path: [field], message: expectation }],
		);
	});

	test("whose `urgent` is not `true` is refused as that of a request", () => {
		const command = { kind: "read_me", timeout_ms: 1, urgent: false };
		const parsed = settlementStateSchema.safeParse({ ...states[0], command });
		expect(parsed.error?.issues).toMatchObject([
			{
				code: "invalid_union",
				path: ["command"],
				errors: [
					[{ code: "custom", path: ["urgent"], message: "must be true" }],
					expect.anything(),
					expect.anything(),
				],
			},
		]);
	});

	test("may have the first and the last moment that a date can hold", () => {
		for (const begun_at of [-8.64e15, 8.64e15])
			expect(parseSettlementState({ ...states[0], begun_at }).kind).toBe(
				"parsed",
			);
	});

	test.each(["verify", "recheck"])(
		"of the phase `%s` without a refusal continues without one",
		(phase) => {
			const { state } = runScript({ policy }, [httpResponse(422)]).transition;
			const parsed = parseSettlementState({ ...state, phase, refusal: null });
			if (parsed.kind === "invalid") return expect(parsed.kind).toBe("parsed");
			const noRow = readResponse(instance(step([])));
			const { command } = advanceSettlement(parsed.value, noRow, startedAt, 0);
			expect(command).toMatchObject({ outcome: { kind: "deferred" } });
		},
	);

	test("with a field that this version does not know is refused", () => {
		const [state] = states;
		expect(parseSettlementState({ ...state, retries: 3 })).toEqual({
			kind: "invalid",
			issues: [
				{
					code: "not_a_settlement_state",
					path: [],
					message: "This is not the state of a settlement.",
				},
			],
		});
	});

	test.each([0, 1, 3, 17])("of version %d is refused as that", (version) => {
		expect(parseSettlementState({ version, anything: "else" })).toEqual({
			kind: "invalid",
			issues: [
				{
					code: "settlement_version",
					path: ["version"],
					message: `The settlement was stored by another version: its state has version ${version}, and this one reads version 2.`,
				},
			],
		});
	});

	test.each<[unknown]>([
		[null],
		[undefined],
		[42],
		["{}"],
		[[]],
		[{}],
		[{ version: "1" }],
		[personAda],
		...everyOutcome.map((outcome): [unknown] => [outcome]),
	])("is not mistaken for %j", (input) => {
		const parsed = parseSettlementState(input);
		expect(parsed.kind === "invalid" && parsed.issues[0]?.code).toBe(
			"not_a_settlement_state",
		);
	});

	test("keeps what the server sent beside the fields that are known", () => {
		const [state] = states;
		const me = { ...personAda, vendor: { id: 7 } };
		const parsed = parseSettlementState({ ...state, me });
		expect(parsed.kind === "parsed" && parsed.value.me).toEqual(me);
	});
});
