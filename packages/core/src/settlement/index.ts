export { isSamePerson } from "./evidence.ts";
export { type Preview, previewOutcome } from "./preview.ts";
export {
	markChangedAttachments,
	type ResumeDecision,
	resumeFromJournal,
	resumeSettlement,
} from "./resume.ts";
export {
	advanceSettlement,
	beginSettlement,
	outcomeIfAborted,
} from "./settlement.ts";
export type {
	Phase,
	SettlementCommand,
	SettlementState,
	Transition,
} from "./state.ts";
