import { lostAnswers } from "./groups/lost-answers.ts";
import { refusals } from "./groups/refusals.ts";
import { serverErrors } from "./groups/server-errors.ts";
import { tokens } from "./groups/tokens.ts";
import { wrongServers } from "./groups/wrong-servers.ts";
import type { FaultGroup } from "./model/types.ts";

/** Every table of the document, in order. */
export const faultGroups: FaultGroup[] = [
	lostAnswers,
	serverErrors,
	refusals,
	tokens,
	wrongServers,
];
