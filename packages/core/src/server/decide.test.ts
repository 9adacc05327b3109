import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Outcome } from "../outcome/outcome.ts";
import {
	approve,
	personAda,
	personGrace,
	reject,
	submission,
} from "../testing/builders.ts";
import { decide, type RecordedResponse, type StepState } from "./decide.ts";

const name = "Ada Byron";

function response(
	rest: Partial<RecordedResponse> = {},
	person = { id: personAda.id, name },
): RecordedResponse {
	return {
		person,
		option: approve,
		comment: null,
		submitted_at: "2026-05-01T10:00:00Z",
		...rest,
	};
}

function open(rest: Partial<StepState> = {}): StepState {
	return {
		current: true,
		options: [approve, reject],
		assignees: [personAda.id],
		responses: [],
		...rest,
	};
}

const graces = response({}, { id: personGrace.id, name: "Grace Hopper" });

describe("the first rule that applies decides", () => {
	test.each<[string, StepState | null, Outcome["kind"]]>([
		["a step the instance never had", null, "invalid"],
		["an assignee's first response", open(), "recorded"],
		["the same response", open({ responses: [response()] }), "unchanged"],
		[
			"the same response after the step has ended, by a former assignee, with an option no longer offered",
			{ current: false, options: [], assignees: [], responses: [response()] },
			"unchanged",
		],
		[
			"another response",
			open({ responses: [response({ option: reject })] }),
			"conflict",
		],
		[
			"another response after the step has ended",
			open({ current: false, responses: [response({ option: reject })] }),
			"conflict",
		],
		["an ended step", open({ current: false }), "superseded"],
		[
			"an ended step without this assignee",
			open({ current: false, assignees: [] }),
			"superseded",
		],
		["not an assignee", open({ assignees: [personGrace.id] }), "forbidden"],
		[
			"not an assignee, and an unknown option",
			open({ assignees: [], options: [] }),
			"forbidden",
		],
		["an option not offered", open({ options: [reject] }), "invalid"],
		[
			"with another person's response on record",
			open({ responses: [graces] }),
			"recorded",
		],
	])("%s", (_, step, kind) => {
		expect(decide(step, personAda.id, submission()).kind).toBe(kind);
	});
});

describe("comments", () => {
	test.each([
		[undefined, null, "unchanged"],
		[undefined, "", "unchanged"],
		[null, null, "unchanged"],
		[null, "", "unchanged"],
		["", null, "unchanged"],
		["", "", "unchanged"],
		["Fine.", "Fine.", "unchanged"],
		["Fine.", null, "conflict"],
		[undefined, "Fine.", "conflict"],
		["Fine.", "Fine. ", "conflict"],
		["fine.", "Fine.", "conflict"],
		["e\u0301", "\u00e9", "conflict"],
	])("%j and %j on record: %s", (sent, comment, kind) => {
		const step = open({ responses: [response({ comment })] });
		const wanted = submission(sent === undefined ? {} : { comment: sent });
		expect(decide(step, personAda.id, wanted).kind).toBe(kind);
	});
});

describe("the data of an outcome", () => {
	test.each([
		[{ option: reject }, {}, ["response_option"]],
		[{ comment: "No." }, {}, ["comment"]],
		[{ option: reject, comment: "No." }, {}, ["response_option", "comment"]],
	])(
		"a conflict has the response on record and the fields that differ: %o",
		(on, sent, differs) => {
			const recorded = response(on);
			const { option, comment, submitted_at } = recorded;
			expect(
				decide(
					open({ responses: [graces, recorded] }),
					personAda.id,
					submission(sent),
				),
			).toEqual({
				kind: "conflict",
				on_record: { option, comment, submitted_at },
				differs,
				attempts: [],
			});
		},
	);

	test("superseded has the responders, or who overrode the step", () => {
		const over = open({ current: false, responses: [graces] });
		expect(decide(over, personAda.id, submission())).toEqual({
			kind: "superseded",
			decided_by: [{ id: "102", name: "Grace Hopper" }],
			attempts: [],
		});
		const overridden_by = [{ id: "9", name: "Manager" }];
		expect(
			decide({ ...over, overridden_by }, personAda.id, submission()),
		).toMatchObject({ decided_by: overridden_by });
	});

	test("a refusal has a reason", () => {
		expect(decide(null, personAda.id, submission())).toEqual({
			kind: "invalid",
			issues: [
				{
					code: "unknown_step",
					path: ["response", "current_step_occurrence_id"],
					message: "This instance never had this step.",
				},
			],
			attempts: [],
		});
		expect(decide(open({ options: [] }), personAda.id, submission())).toEqual({
			kind: "invalid",
			issues: [
				{
					code: "option_not_offered",
					path: ["response", "selected_response_option_id"],
					message: "The step does not offer this response option.",
				},
			],
			attempts: [],
		});
		expect(decide(open({ assignees: [] }), personAda.id, submission())).toEqual(
			{
				kind: "forbidden",
				reason: {
					code: "NOT_AN_ASSIGNEE",
					message: "Only an assignee of the current step may respond to it.",
				},
				attempts: [],
			},
		);
	});
});

/** The rules with their complete conditions, so that their order does not matter. */
const rules: [kind: string, applies: (facts: Facts) => boolean][] = [
	["unknown", ({ step }) => step === null],
	["unchanged", (facts) => mine(facts) !== undefined && same(facts)],
	["conflict", (facts) => mine(facts) !== undefined && !same(facts)],
	["superseded", (facts) => fresh(facts) && facts.step?.current === false],
	[
		"forbidden",
		(facts) => fresh(facts) && facts.step?.current === true && !assigned(facts),
	],
	[
		"not_offered",
		(facts) =>
			fresh(facts) &&
			facts.step?.current === true &&
			assigned(facts) &&
			!offered(facts),
	],
	[
		"recorded",
		(facts) =>
			fresh(facts) &&
			facts.step?.current === true &&
			assigned(facts) &&
			offered(facts),
	],
];

type Facts = {
	step: StepState | null;
	who: string;
	option: string;
	comment: string | null;
};

const mine = ({ step, who }: Facts): RecordedResponse | undefined =>
	step?.responses.find(({ person }) => person.id === who);
const same = (facts: Facts): boolean =>
	mine(facts)?.option.id === facts.option &&
	(mine(facts)?.comment || null) === (facts.comment || null);
const fresh = (facts: Facts): boolean =>
	facts.step !== null && mine(facts) === undefined;
const assigned = ({ step, who }: Facts): boolean =>
	step?.assignees.includes(who) === true;
const offered = ({ step, option }: Facts): boolean =>
	step?.options.some(({ id }) => id === option) === true;

const person = fc.constantFrom("101", "102", "103");
const option = fc.constantFrom("2000", "2001", "2002");
const comment = fc.constantFrom(null, "", "a", "b");
const facts: fc.Arbitrary<Facts> = fc.record({
	step: fc.option(
		fc.record({
			current: fc.boolean(),
			options: fc.subarray([approve, reject]),
			assignees: fc.subarray(["101", "102", "103"]),
			responses: fc.uniqueArray(
				fc
					.record({ who: person, id: option, comment })
					.map(({ who, id, comment }) =>
						response(
							{ option: { id, name: id, response_type: null }, comment },
							{ id: who, name: who },
						),
					),
				{ selector: ({ person }) => person.id, maxLength: 3 },
			),
		}),
		{ nil: null },
	),
	who: person,
	option,
	comment,
});

/** An outcome in the terms of the table. */
function ruled(outcome: Outcome): string {
	if (outcome.kind !== "invalid") return outcome.kind;
	return outcome.issues[0]?.code === "unknown_step" ? "unknown" : "not_offered";
}

test("exactly one rule applies to any input, and decide() follows it", () => {
	fc.assert(
		fc.property(facts, (any) => {
			const applying = rules.filter(([, applies]) => applies(any));
			const wanted = submission({
				selected_response_option_id: any.option,
				comment: any.comment,
			});
			expect(applying.map(([kind]) => kind)).toEqual([
				ruled(decide(any.step, any.who, wanted)),
			]);
		}),
		{ numRuns: 500 },
	);
});
