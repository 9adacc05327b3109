import {
	advanceSettlement,
	beginSettlement,
	outcomeIfAborted,
	previewOutcome,
	resumeSettlement,
} from "@signoff/core";
import { resumeFromJournal } from "@signoff/core/settlement";

/** The settlement rule under test: core's, or a mutant of it. */
export type SettlementRule = {
	begin: typeof beginSettlement;
	advance: typeof advanceSettlement;
	resume: typeof resumeSettlement;
	resumeFromJournal: typeof resumeFromJournal;
	outcomeIfAborted: typeof outcomeIfAborted;
	preview: typeof previewOutcome;
};

/** core's settlement rule. */
export const coreRule: SettlementRule = {
	begin: beginSettlement,
	advance: advanceSettlement,
	resume: resumeSettlement,
	resumeFromJournal,
	outcomeIfAborted,
	preview: previewOutcome,
};
