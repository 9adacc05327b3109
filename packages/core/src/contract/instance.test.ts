import { describe, expect, test } from "vitest";
import {
	approve,
	buildHistory,
	historyStep,
	instance,
} from "../testing/builders.ts";
import { validate } from "../validation/validate.ts";
import {
	companySchema,
	projectSchema,
	toolSchema,
} from "./companies-projects-tools.ts";
import { unwrapData } from "./envelope.ts";
import { historySchema, historyStepSchema } from "./history.ts";
import { instanceSchema } from "./instance.ts";
import { instanceSummarySchema } from "./instance-summary.ts";
import { meSchema } from "./me.ts";

const sent = {
	id: "9001",
	tool_type: "requisition",
	tool_subtype: null,
	item_id: "483",
	created_at: "2026-05-01T08:00:00Z",
	updated_at: "2026-05-01T08:00:00Z",
	started_at: "2026-05-01T08:00:00Z",
	ended_at: null,
	current_step_occurrence: {
		id: "1",
		step_uuid: "uuid-1",
		name: "Review",
		started_at: "2026-05-01T08:00:00Z",
		overdue_at: null,
		available_response_options: [{ ...approve, color: "green" }],
		response_occurrences: [
			{
				submitted_at: null,
				selected_response_option: null,
				comment: null,
				attachments: [{ name: "a.pdf", url: "https://files.example/a" }],
				assignee: {
					id: "101",
					login: "ada@harbor.example",
					name: "Ada Byron",
					company: { name: "Harbor" },
					required: true,
				},
			},
		],
		from_the_future: 1,
	},
	workflow_manager: null,
	responsible_group_memberships: [],
	template_version_id: "5",
};

type Read = { kind: string; value?: unknown };

function read(schema: Parameters<typeof validate>[0], input: unknown): unknown {
	const parsed: Read = validate(schema, input);
	return parsed.kind === "parsed" ? parsed.value : "invalid";
}

describe("an instance", () => {
	test("is parsed completely, with unknown fields", () => {
		expect(read(instanceSchema, sent)).toStrictEqual(sent);
		expect(read(instanceSchema, instance())).toStrictEqual(instance());
		expect(read(instanceSchema, instance(null))).toStrictEqual(instance(null));
	});

	test("requires only its ids and rows", () => {
		const least = {
			id: 9001,
			current_step_occurrence: {
				id: 1,
				response_occurrences: [{ assignee: {} }],
			},
		};
		expect(read(instanceSchema, least)).toStrictEqual({
			id: "9001",
			tool_type: null,
			item_id: null,
			started_at: null,
			ended_at: null,
			current_step_occurrence: {
				id: "1",
				step_uuid: null,
				name: null,
				started_at: null,
				overdue_at: null,
				available_response_options: [],
				response_occurrences: [
					{
						submitted_at: null,
						selected_response_option: null,
						comment: null,
						assignee: { id: null, login: null, name: null, required: null },
					},
				],
			},
		});
	});

	test("turns fields of unexpected types into null, but keeps moments that are numbers", () => {
		const odd = {
			id: "9001",
			tool_type: 1,
			item_id: {},
			started_at: 5,
			ended_at: false,
			current_step_occurrence: {
				id: "1",
				step_uuid: 1,
				name: [],
				started_at: 2,
				overdue_at: {},
				available_response_options: [{ id: "1" }],
				response_occurrences: [
					{
						submitted_at: 1,
						selected_response_option: { name: "Approve" },
						comment: 1,
						assignee: { id: true, login: 1, name: 2, required: "yes" },
					},
				],
			},
		};
		expect(read(instanceSchema, odd)).toStrictEqual({
			id: "9001",
			tool_type: null,
			item_id: null,
			started_at: null,
			ended_at: null,
			current_step_occurrence: {
				id: "1",
				step_uuid: null,
				name: null,
				started_at: "2",
				overdue_at: null,
				available_response_options: [
					{ id: "1", name: "", response_type: null },
				],
				response_occurrences: [
					{
						submitted_at: "1",
						selected_response_option: null,
						comment: null,
						assignee: { id: null, login: null, name: null, required: null },
					},
				],
			},
		});
	});

	test("offers no options if they are null or not a list", () => {
		for (const options of [null, "x", {}, undefined]) {
			const read_ = validate(instanceSchema, {
				...sent,
				current_step_occurrence: {
					...sent.current_step_occurrence,
					available_response_options: options,
				},
			});
			expect(
				read_.kind === "parsed" &&
					read_.value.current_step_occurrence?.available_response_options,
			).toEqual([]);
		}
	});

	const step = sent.current_step_occurrence;
	test.each<[string, unknown]>([
		["nothing", undefined],
		["null", null],
		["text", "<html>"],
		["a list", [sent]],
		["no id", { ...sent, id: undefined }],
		["an empty id", { ...sent, id: "" }],
		["a fractional id", { ...sent, id: 1.5 }],
		["an id of null", { ...sent, id: null }],
		["no field for the step", { ...sent, current_step_occurrence: undefined }],
		["a step of text", { ...sent, current_step_occurrence: "1" }],
		[
			"a step without an id",
			{ ...sent, current_step_occurrence: { ...step, id: null } },
		],
		[
			"a step without rows",
			{
				...sent,
				current_step_occurrence: { ...step, response_occurrences: null },
			},
		],
	])("is not parsed from %s", (_, input) => {
		expect(read(instanceSchema, input)).toBe("invalid");
	});
});

describe("a row of an instance", () => {
	const [good] = sent.current_step_occurrence.response_occurrences;
	const rowsOf = (...response_occurrences: unknown[]): unknown => {
		const parsed = validate(instanceSchema, {
			...sent,
			current_step_occurrence: {
				...sent.current_step_occurrence,
				response_occurrences,
			},
		});
		return parsed.kind === "parsed"
			? parsed.value.current_step_occurrence?.response_occurrences
			: parsed;
	};
	const nobody = { id: null, login: null, name: null, required: null };

	test.each<[unknown]>([[null], [undefined], ["Ada"], [[]], [7]])(
		"whose assignee is %j keeps its other fields, and the other rows",
		(assignee) => {
			const odd = { submitted_at: null, comment: "Fine.", assignee };
			expect(rowsOf(odd, good)).toStrictEqual([
				{ ...odd, selected_response_option: null, assignee: nobody },
				good,
			]);
		},
	);

	test("is unanswered if its moment is missing or empty", () => {
		for (const submitted_at of [null, undefined, ""])
			expect(rowsOf({ ...good, submitted_at })).toStrictEqual([good]);
	});

	test("is answered if it has a moment, although its option cannot be read", () => {
		const submitted_at = "2026-05-01T10:00:00Z";
		for (const selected_response_option of [null, {}, "Approve", [approve]])
			expect(
				rowsOf({ ...good, submitted_at, selected_response_option }),
			).toStrictEqual([{ ...good, submitted_at }]);
	});

	test.each<[unknown]>([[null], ["a row"], [7], [[]]])(
		"that is %j does not affect the rows beside it",
		(garbage) => {
			expect(rowsOf(garbage, good)).toEqual(
				expect.arrayContaining([expect.objectContaining(good ?? {})]),
			);
		},
	);
});

describe("a history", () => {
	test("is parsed completely, one step at a time", () => {
		const whole = { ...buildHistory(historyStep()), name: "Invoice approval" };
		expect(read(historySchema, whole)).toStrictEqual(whole);
		const step = {
			...historyStep(),
			decision_type: "first",
			override: {
				overridden_at: "2026-05-01T08:00:00Z",
				overridden_by: { id: "9", name: "Manager", login: "m@x.example" },
			},
		};
		expect(read(historyStepSchema, step)).toStrictEqual(step);
	});

	test("requires its entries, and a step its responses", () => {
		expect(read(historySchema, { history: [{}] })).toStrictEqual({
			ended_at: null,
			history: [{ type: null }],
		});
		expect(read(historyStepSchema, { responses: [{}] })).toStrictEqual({
			id: null,
			uuid: null,
			name: null,
			started_at: null,
			ended_at: null,
			responses: [
				{
					id: null,
					login: null,
					name: null,
					response: null,
					response_type: null,
					comment: null,
					responded_at: null,
				},
			],
			available_response_options: [],
			override: null,
		});
		for (const input of [null, {}, { history: {} }])
			expect(read(historySchema, input)).toBe("invalid");
		for (const input of [null, {}, { responses: {} }])
			expect(read(historyStepSchema, input)).toBe("invalid");
	});

	test.each<[unknown]>([[null], ["a row"], [7], [[]]])(
		"keeps the place of a response that cannot be read, which may be any person's answer: %j",
		(garbage) => {
			const [good] = historyStep().responses;
			expect(
				read(historyStepSchema, {
					...historyStep(),
					responses: [garbage, good],
				}),
			).toStrictEqual({
				...historyStep(),
				responses: [
					{
						id: null,
						login: null,
						name: null,
						response: null,
						response_type: null,
						comment: null,
						responded_at: "unreadable",
					},
					good,
				],
			});
		},
	);

	test.each<[unknown, string | null]>([
		["2026-05-01T10:00:00Z", "2026-05-01T10:00:00Z"],
		[1_777_622_400_000, "1777622400000"],
		[0, "0"],
		[true, "true"],
		["", null],
		[null, null],
		[undefined, null],
		[false, null],
	])(
		"a response with the moment %j is answered at %j",
		(responded_at, moment) => {
			expect(
				read(historyStepSchema, { responses: [{ responded_at }] }),
			).toMatchObject({ responses: [{ responded_at: moment }] });
		},
	);

	test.each<[unknown]>([
		[{}],
		[{ iso: "2026-05-01" }],
		[[]],
		[["2026-05-01"]],
		// JSON of a server: such an object cannot be converted to text.
		[{ toString: 1, valueOf: 1 }],
	])("a response with the moment %o is answered", (responded_at) => {
		const step = validate(historyStepSchema, { responses: [{ responded_at }] });
		expect(
			step.kind === "parsed" && step.value.responses[0]?.responded_at,
		).toEqual(expect.any(String));
	});

	test("keeps the place of entries that are no objects", () => {
		const entry = { type: "ResponseStep", details: historyStep() };
		expect(
			read(historySchema, { ended_at: null, history: [1, entry, null, "x"] }),
		).toStrictEqual({
			ended_at: null,
			history: [{ type: null }, entry, { type: null }, { type: null }],
		});
	});

	test("turns fields of unexpected types into null, but keeps moments that are numbers", () => {
		const odd = {
			id: {},
			uuid: 1,
			name: 1,
			started_at: 1,
			ended_at: 1,
			responses: [
				{
					id: {},
					login: 1,
					name: 1,
					response: 1,
					response_type: 1,
					comment: 1,
					responded_at: 1,
				},
			],
			available_response_options: null,
			override: "yes",
		};
		expect(read(historyStepSchema, odd)).toStrictEqual(
			read(historyStepSchema, {
				started_at: "1",
				ended_at: "1",
				responses: [{ responded_at: "1" }],
			}),
		);
		const overridden = (override: unknown) =>
			read(historyStepSchema, { responses: [], override });
		expect(overridden({})).toMatchObject({ override: { overridden_by: null } });
		expect(overridden({ overridden_by: "Manager" })).toMatchObject({
			override: { overridden_by: null },
		});
		expect(overridden({ overridden_by: { id: 9 } })).toMatchObject({
			override: { overridden_by: { id: "9", name: null } },
		});
		expect(
			read(historySchema, { ended_at: 1, history: [{ type: 1 }] }),
		).toEqual({ ended_at: null, history: [{ type: null }] });
	});
});

test("a row of a list of instances requires its id", () => {
	const { current_step_occurrence: _, ...summary } = sent;
	expect(read(instanceSummarySchema, summary)).toStrictEqual(summary);
	expect(read(instanceSummarySchema, { id: 1 })).toStrictEqual({
		id: "1",
		tool_type: null,
		tool_subtype: null,
		item_id: null,
		created_at: null,
		updated_at: null,
		started_at: null,
		ended_at: null,
	});
	expect(read(instanceSummarySchema, {})).toBe("invalid");
});

test("`me`: v1's integer ids become text without loss of digits", () => {
	expect(
		read(meSchema, { id: 999_999_999_999_999, login: "a@b", name: "A" }),
	).toStrictEqual({ id: "999999999999999", login: "a@b", name: "A" });
	expect(read(meSchema, { id: "101" })).toStrictEqual({
		id: "101",
		login: null,
		name: null,
	});
	expect(read(meSchema, { login: "a@b" })).toBe("invalid");
	// Beyond that a double is rounded already and would identify another person.
	expect(read(meSchema, { id: 2 ** 53 })).toBe("invalid");
});

test("a tool requires a name, a type and a provider", () => {
	const tool = { name: "Invoices", type: "requisition", provider: "Project" };
	expect(read(toolSchema, tool)).toStrictEqual(tool);
	expect(read(toolSchema, { ...tool, subtype: null, x: 1 })).toStrictEqual({
		...tool,
		subtype: null,
		x: 1,
	});
	expect(read(toolSchema, { ...tool, subtype: "rfi" })).toMatchObject({
		subtype: "rfi",
	});
	for (const key of ["name", "type", "provider"])
		expect(read(toolSchema, { ...tool, [key]: 1 })).toBe("invalid");
	expect(read(toolSchema, { ...tool, subtype: 1 })).toBe("invalid");
});

test.each([
	["company", companySchema],
	["project", projectSchema],
])("a %s requires an id, but no name", (_, schema) => {
	expect(read(schema, { id: 4201, name: "Harbor", x: 1 })).toStrictEqual({
		id: "4201",
		name: "Harbor",
		x: 1,
	});
	expect(read(schema, { id: "1" })).toStrictEqual({ id: "1", name: null });
	expect(read(schema, { name: "Harbor" })).toBe("invalid");
});

test.each([
	[{ data: 1 }, 1],
	[{ data: null, meta: {} }, null],
	[{ data: [1] }, [1]],
	[{}, undefined],
	[[], undefined],
	[null, undefined],
	[undefined, undefined],
	["data", undefined],
])("the data of %j is %j", (body, inside) => {
	expect(unwrapData(body)).toEqual(inside);
});
