import type { FaultGroup, WorldFault } from "../model/types.ts";
import { answerLost, requestLost, submitFaults } from "./faults.ts";

type TokenFault = WorldFault["faults"][number]["fault"];

const expired = { kind: "token_expired" } as const;
const refused = { kind: "refused", status: 400 } as const;

/** Access tokens that expire, and refreshes that fail. */
export const tokens: FaultGroup = {
	title: "Tokens",
	rows: [
		{
			id: "token_expired",
			title: "the access token has expired (401)",
			kind: "world",
			world: { faults: submitFaults(expired) },
		},
		{
			id: "answer_lost_token_expired",
			title: "answer lost; then the access token has expired (401)",
			kind: "world",
			world: { faults: submitFaults(answerLost, expired) },
		},
		{
			id: "refresh_refused",
			title: "401, and the login server refuses the refresh token (400)",
			kind: "world",
			world: {
				faults: [...submitFaults(expired), ...refreshFaults(refused)],
			},
		},
		{
			id: "refresh_request_lost",
			title: "401, and the first refresh is lost before it arrives",
			kind: "world",
			world: {
				faults: [...submitFaults(expired), ...refreshFaults(requestLost)],
			},
		},
		{
			id: "refresh_answer_lost",
			title:
				"401, and the answer to the refresh is lost (its token is used up)",
			kind: "world",
			world: {
				faults: [...submitFaults(expired), ...refreshFaults(answerLost)],
			},
		},
		{
			id: "five_at_once",
			title: "five instances at once; the access token has expired",
			kind: "world",
			world: { faults: [] },
			calls: 5,
			token_expired: true,
		},
	],
};

/** A fault of the first refresh of the call: each client has refreshed once before. */
function refreshFaults(fault: TokenFault): WorldFault["faults"] {
	return [{ call: "refresh_token", nth: 2, fault }];
}
