import type { Issue } from "@signoff/core/validation";

/** A state that was passed to `settle` cannot be continued. Nothing was sent. */
export class SettlementStateError extends Error {
	override readonly name = "SettlementStateError";
	/** Why, with the field: `settlement_version`, `not_a_settlement_state` or `another_person`. */
	readonly issues: Issue[];

	constructor(issues: Issue[]) {
		super(`The state cannot be continued. ${issues[0]?.message}`);
		this.issues = issues;
	}
}
