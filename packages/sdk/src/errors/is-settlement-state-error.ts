import type { SettlementStateError } from "./settlement-state-error.ts";

// In its own file: an export of the class would load it together with `respond`.
/** Recognises a {@link SettlementStateError} by its name and issues: works across realms and copies of the package. */
export function isSettlementStateError(
	value: unknown,
): value is SettlementStateError {
	return (
		value instanceof Error &&
		value.name === "SettlementStateError" &&
		"issues" in value
	);
}
