export { describePreview, expectedOutcome } from "./describe-preview.ts";
export { historySteps } from "./history-step.ts";
export { ownerOf, type RowOwner } from "./identity.ts";
export { type Preview, previewOutcome } from "./preview.ts";
export { resumeSettlement } from "./resume.ts";
export {
	markChangedAttachments,
	type ResumeDecision,
	resumeFromJournal,
} from "./resume-from-journal.ts";
export { isSamePerson, isSameUser } from "./same-person.ts";
export {
	advanceSettlement,
	beginSettlement,
	outcomeIfAborted,
} from "./settlement.ts";
export {
	type Phase,
	type SettlementCommand,
	type SettlementState,
	settlementStateVersion,
	type Transition,
} from "./state.ts";
export { parseSettlementState, settlementStateSchema } from "./state-schema.ts";
export { stepOptions } from "./step-options.ts";
