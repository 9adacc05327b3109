// The table of all screens, one row each. Names, phases and states of screens are derived from it.
export { batchCommentScreen as batch_comment } from "./screens/batch-comment/index.ts";
export { batchOptionScreen as batch_option } from "./screens/batch-option/index.ts";
export { batchResultScreen as batch_result } from "./screens/batch-result/index.ts";
export { batchSummaryScreen as batch_summary } from "./screens/batch-summary/index.ts";
export { commentScreen as comment } from "./screens/comment/index.ts";
export { filesScreen as files } from "./screens/files/index.ts";
export { inboxScreen as inbox } from "./screens/inbox/index.ts";
export { optionScreen as option } from "./screens/option/index.ts";
export { outcomeScreen as outcome } from "./screens/outcome/index.ts";
export { projectsScreen as projects } from "./screens/projects/index.ts";
export { reviewScreen as review } from "./screens/review/index.ts";
export { sendingScreen as sending } from "./screens/sending/index.ts";
export { startupScreen as startup } from "./screens/startup/index.ts";
export { stepScreen as step } from "./screens/step/index.ts";
