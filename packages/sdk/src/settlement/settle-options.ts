import type { SettlementState } from "@signoff/core/settlement";
import { checkArgument } from "../options/check-argument.ts";
import { checkOptions } from "../options/check-options.ts";
import { functionRule } from "../options/rules.ts";
import { checkRespondOptions, type RespondOptions } from "./respond-options.ts";

/** How a settlement is driven. The options of `respond` apply too; for a state, those given replace its own. */
export type SettleOptions = RespondOptions & {
	/**
	 * Stores the state. Awaited before each request and each wait, and before `settle` resolves. If it throws or rejects,
	 * nothing more is sent, and `settle` rejects with that error.
	 */
	save?: ((state: SettlementState) => void | Promise<void>) | undefined;
	/** The longest wait, in milliseconds: instead of a longer one, `settle` resolves with `waiting`. @default no limit */
	patienceMs?: number | undefined;
};

/** The options of `settle`, checked. */
export type ParsedSettleOptions = {
	save: (state: SettlementState) => Promise<void>;
	patienceMs: number;
	respondOptions: RespondOptions;
};

/** @throws {TypeError} if an option is unknown or invalid */
export function parseSettleOptions(
	options: SettleOptions,
): ParsedSettleOptions {
	checkArgument("options", options);
	const {
		save,
		patienceMs = Number.POSITIVE_INFINITY,
		...respondOptions
	} = options;
	checkOptions(
		{ save, patienceMs },
		{
			save: functionRule,
			patienceMs: [
				"a number of milliseconds",
				(value) => typeof value === "number" && value >= 0,
			],
		},
	);
	checkRespondOptions(respondOptions);
	return {
		save: async (state) => await save?.(state),
		patienceMs,
		respondOptions,
	};
}
