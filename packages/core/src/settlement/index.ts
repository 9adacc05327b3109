export { isMine } from "./evidence.ts";
export { foresee, type Preview } from "./preview.ts";
export { comparedWithSent, resume, type TakenUp, takeUp } from "./resume.ts";
export { advance, begin, soFar } from "./settlement.ts";
export type { Command, Phase, SettleState, Step } from "./state.ts";
