import fc from "fast-check";
import { expect, test } from "vitest";
import {
	answeredRow,
	buildHistory,
	historyRow,
	historyStep,
	instance,
	personAda,
	personGrace,
	row,
	step,
	submission,
} from "../testing/builders.ts";
import { httpResponse, runScript, startedAt } from "../testing/script.ts";
import { advanceSettlement } from "./settlement.ts";
import type { SettlementState } from "./state.ts";
import { parseSettlementState } from "./state-schema.ts";

const moved = httpResponse(200, { data: instance(null) });
const options = { submission: submission({ comment: "R&D ok" }) };

/** A state whose command is a read, and the body that the API answers to it. */
const reads: [state: SettlementState, body: unknown][] = [
	[
		runScript({ ...options, me: null }, []).transition.state,
		{ ...personAda, id: 101 },
	],
	[
		runScript(options, []).transition.state,
		{ data: instance(step([row(), answeredRow()])) },
	],
	[
		runScript(options, [moved]).transition.state,
		{
			data: buildHistory(
				historyStep([historyRow({ ...personGrace }), historyRow()], {
					override: { overridden_by: { id: "9", name: "Manager" } },
				}),
			),
		},
	],
];

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

function replaced(document: unknown, path: string[], value: unknown): unknown {
	const [key, ...rest] = path;
	if (key === undefined) return value;
	const copy: unknown = JSON.parse(JSON.stringify(document));
	if (typeof copy === "object" && copy !== null)
		Reflect.set(copy, key, replaced(Reflect.get(copy, key), rest, value));
	return copy;
}

const positions = reads.flatMap(([state, body]) =>
	pathsOf(body).map((path) => ({ state, body, path })),
);
const oddValues: unknown[] = [
	null,
	"",
	"<html>",
	"constructor",
	"\ud800",
	0,
	-1,
	1e300,
	true,
	false,
	[],
	{},
	[null],
	// JSON of a server: such an object cannot be converted to text.
	{ toString: 1, valueOf: 1 },
	JSON.parse('{"__proto__": null}'),
];

type Position = (typeof positions)[number];

function expectStorable(
	{ state, body, path }: Position,
	value: unknown,
	status: number,
): void {
	const { state: next } = advanceSettlement(
		state,
		httpResponse(status, replaced(body, path, value)),
		startedAt + 20,
		0.5,
	);
	const stored: unknown = JSON.parse(JSON.stringify(next));
	expect(parseSettlementState(stored)).toEqual({
		kind: "parsed",
		value: stored,
	});
}

test.each(oddValues.map((value): [unknown] => [value]))(
	"%o in any place of a body leads to a state that can be stored",
	(value) => {
		for (const position of positions) expectStorable(position, value, 200);
	},
);

test("any JSON in any place of a body leads to a state that can be stored", () => {
	fc.assert(
		fc.property(
			fc.constantFrom(...positions),
			fc.jsonValue(),
			fc.constantFrom(200, 403, 500),
			expectStorable,
		),
		{ numRuns: 2_000 },
	);
});
