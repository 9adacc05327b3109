import {
	advanceSettlement,
	beginSettlement,
	outcomeIfAborted,
	resumeSettlement,
} from "@signoff/core";

/** The settlement rule under test: core's, or a mutant of it. */
export type SettlementRule = {
	begin: typeof beginSettlement;
	advance: typeof advanceSettlement;
	resume: typeof resumeSettlement;
	outcomeIfAborted: typeof outcomeIfAborted;
};

/** core's settlement rule. */
export const coreRule: SettlementRule = {
	begin: beginSettlement,
	advance: advanceSettlement,
	resume: resumeSettlement,
	outcomeIfAborted,
};
