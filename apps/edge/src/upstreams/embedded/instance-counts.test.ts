import { expect, test } from "vitest";
import { company, instanceId } from "../../testing/company.ts";
import { testLedger } from "../../testing/edge.ts";
import { createInstance } from "./create-instance.ts";
import type { Ledger } from "./ledger.ts";
import { findInstance } from "./queries.ts";
import { submit } from "./submit.ts";

const scope = { company_id: "4201", project_id: "77" };

/** The counts that are kept, and those of the rows; counts of nothing are left out. */
function counts({ sql }: Ledger): { kept: unknown[]; counted: unknown[] } {
	const columns = "project_id, template_id, step_index, count";
	return {
		kept: sql.exec(
			`SELECT ${columns} FROM instance_counts WHERE count <> 0 ORDER BY 1, 2, 3`,
		),
		counted: sql.exec(
			`SELECT COALESCE(project_id, '') AS project_id, template_id, COALESCE(step_index, -1) AS step_index, COUNT(*) AS count
				FROM instances GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
		),
	};
}

test("the counts agree with the rows after every way in which an instance changes", async () => {
	const ledger = testLedger(company());
	const seen = new Set<string>();
	const check = (): void => {
		const { kept, counted } = counts(ledger);
		expect(kept).toEqual(counted);
		seen.add(JSON.stringify(kept));
	};
	const respond = async (
		person: string,
		flow: "first" | "multiple",
		option: string,
	): Promise<void> => {
		const id = instanceId("project", flow);
		const step = findInstance(ledger.sql, scope, id)?.step_id ?? "";
		const outcome = await submit(ledger, person, {
			...scope,
			id,
			response: {
				current_step_occurrence_id: step,
				selected_response_option_id: option,
			},
		});
		expect(outcome.kind).toBe("recorded");
		check();
	};
	check();
	await createInstance(ledger, "101", scope, {
		...{ tool_type: "first", item_id: "5" },
	});
	check();
	await respond("101", "first", "2000");
	await respond("102", "first", "2001");
	await respond("101", "first", "2000");
	await respond("102", "first", "2000");
	// Waits for a second response, then is rejected.
	await respond("101", "multiple", "2000");
	await respond("102", "multiple", "2002");
	expect(seen.size).toBeGreaterThan(4);
});
