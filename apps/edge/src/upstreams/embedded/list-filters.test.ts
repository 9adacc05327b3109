import type { Fixture } from "@signoff/core/fixture";
import type { ListQuery } from "@signoff/core/server";
import { expect, test } from "vitest";
import { company } from "../../testing/company.ts";
import { testLedger } from "../../testing/edge.ts";
import type { Ledger } from "./ledger.ts";
import { listInstances } from "./list-instances.ts";

/** Instances of every template, at every step and ended, some of them overdue. */
function variedCompany(): Fixture {
	const fixture = company();
	const [first, multiple, ...others] = fixture.templates;
	if (first === undefined || multiple === undefined) throw new Error("none");
	const templates = [
		first,
		multiple,
		...others,
		{ ...first, id: "with-subtype", tool_subtype: "rfi" },
	];
	const votes = [
		[],
		[{ person: "101", option: "2000" }],
		[{ person: "102", option: "2002" }],
		[
			{ person: "101", option: "2000" },
			{ person: "102", option: "2000" },
		],
	];
	const instances = Array.from({ length: 60 }, (_, i) => {
		const { id, provider } = templates[i % templates.length] ?? first;
		const turn = Math.floor(i / templates.length);
		return {
			id: String(7000 + i),
			...(provider === "Company" ? {} : { project_id: turn < 6 ? "78" : "77" }),
			template_id: id,
			item_id: String(i % 4),
			started_at: turn % 3 === 0 ? "-1d" : "-9d",
			responses: votes[turn % votes.length] ?? [],
		};
	});
	return { ...fixture, templates, instances };
}

/** The condition of each filter, as it reads; every row is checked. */
function matching(
	{ sql, templates }: Ledger,
	projectId: string | null,
	filters: ListQuery["filters"],
	now: string,
): unknown[] {
	const { tool_type, tool_subtype, item_id, assignee_id, active, overdue } =
		filters;
	return sql
		.exec("SELECT * FROM instances ORDER BY seq")
		.filter((row) => {
			const step =
				typeof row["step_index"] === "number"
					? templates.get(String(row["template_id"])).steps[row["step_index"]]
					: undefined;
			const isOverdue =
				typeof row["overdue_at"] === "string" && row["overdue_at"] < now;
			return (
				row["project_id"] === projectId &&
				row["tool_type"] === tool_type &&
				(tool_subtype === undefined || row["tool_subtype"] === tool_subtype) &&
				(item_id === undefined || row["item_id"] === item_id) &&
				(assignee_id === undefined ||
					step?.assignees.some(({ person_id }) => person_id === assignee_id) ===
						true) &&
				(active === undefined ||
					(active === "true") === (row["ended_at"] === null)) &&
				(overdue === undefined || (overdue === "true") === isOverdue)
			);
		})
		.map(({ id }) => id);
}

const choices = <T>(...values: T[]): (T | undefined)[] => [
	undefined,
	...values,
];
const booleans = choices("true" as const, "false" as const);

const combinations: ListQuery["filters"][] = ["first", "multiple"].flatMap(
	(tool_type) =>
		choices("rfi").flatMap((tool_subtype) =>
			choices("1").flatMap((item_id) =>
				choices("101", "102").flatMap((assignee_id) =>
					booleans.flatMap((active) =>
						booleans.map((overdue) => ({
							tool_type,
							tool_subtype,
							item_id,
							assignee_id,
							active,
							overdue,
						})),
					),
				),
			),
		),
);

test.each([null, "77", "78"])(
	"in project %s every combination of filters selects and counts what it says",
	(project) => {
		const ledger = testLedger(variedCompany());
		const now = new Date(ledger.clock.at).toISOString();
		const scope = {
			company_id: "4201",
			...(project === null ? {} : { project_id: project }),
		};
		const list = (query: ListQuery) => {
			const result = listInstances(ledger, scope, query, now);
			if (result.kind !== "ok") throw new Error("It was refused.");
			const rows = result.data as { id: string }[];
			return { ids: rows.map(({ id }) => id), page: result.page };
		};
		let selected = 0;
		let overdue = 0;
		for (const filters of combinations) {
			const expected = matching(ledger, project, filters, now);
			selected += expected.length;
			if (filters.overdue === "true") overdue += expected.length;
			const all = list({ filters, per_page: "100" });
			expect([filters, all.ids, all.page?.total]).toEqual([
				filters,
				expected,
				expected.length,
			]);
			const byCursor: string[] = [];
			for (let cursor: string | undefined, more = true; more; ) {
				const { ids, page } = list({ filters, per_page: "2", cursor });
				byCursor.push(...ids);
				cursor = page?.links.find(({ rel }) => rel === "next")?.query.cursor;
				more = cursor !== undefined;
			}
			expect(byCursor).toEqual(expected);
			expect(list({ filters, per_page: "3", page: "2" }).ids).toEqual(
				expected.slice(3, 6),
			);
		}
		expect(selected).toBeGreaterThan(50);
		expect(overdue).toBeGreaterThan(0);
	},
);
