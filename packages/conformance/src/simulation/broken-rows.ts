import { respondentIdOf } from "./actor-events.ts";
import type { WorldPlan } from "./world.ts";

/** A row that does not have the contract's shape; `no_assignee`: an answered row that does not say whose it is. */
export type BrokenRow = (typeof brokenRows)[number];

/** Every shape; `none`: each row has the contract's shape. */
export const brokenRows = ["none", "null", "text", "no_assignee"] as const;

/** A row of a read, and whose it is. */
export type ShownRow = { person_id: string; answered: boolean; row: unknown };

/**
 * The rows of a read with the broken ones of the world: one before the others, or the respondent's in place of theirs.
 *
 * @param anonymous the row without the fields that say whose it is
 */
export function withBrokenRows(
	plan: WorldPlan,
	rows: ShownRow[],
	anonymous: (row: unknown) => unknown,
): unknown[] {
	const { broken_rows, broken_row_of } = plan.variants;
	if (broken_rows === "none") return rows.map(({ row }) => row);
	const broken = (row: unknown): unknown =>
		broken_rows === "no_assignee"
			? anonymous(row)
			: broken_rows === "null"
				? null
				: "Ada Byron: Approve";
	if (broken_row_of === "respondent") {
		const respondent = respondentIdOf(plan);
		return rows.map(({ person_id, row }) =>
			person_id === respondent ? broken(row) : row,
		);
	}
	const other = rows.find(({ answered }) => answered) ?? rows[0];
	return [
		...(other === undefined && broken_rows === "no_assignee"
			? []
			: [broken(other?.row)]),
		...rows.map(({ row }) => row),
	];
}
