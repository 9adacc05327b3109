import { sampleSubmission } from "../../sample-instance.ts";
import type { FaultGroup } from "../model/types.ts";
import { answerLost, submitFaults } from "./faults.ts";

const locked422 = { kind: "refused", status: 422 } as const;

/** Responses that are on record already, and refusals of the server. */
export const refusals: FaultGroup = {
	title: "Repeats and refusals",
	rows: [
		{
			id: "same_again",
			title: "the same response is on record already (204)",
			kind: "world",
			world: { faults: [], before: [earlierResponse()] },
		},
		{
			id: "other_comment",
			title: "another comment is on record already (422)",
			kind: "world",
			world: { faults: [], before: [earlierResponse("Not yet.")] },
		},
		{
			id: "other_comment_meanwhile",
			title: "another comment is put on record just before the POST (422)",
			kind: "world",
			world: {
				faults: [],
				interleavings: [
					{
						before: { call: "submit", nth: 1 },
						event: earlierResponse("Not yet."),
					},
				],
			},
		},
		{
			id: "lock",
			title: "the item is locked (422), until the next POST",
			kind: "world",
			world: {
				faults: [],
				interleavings: [
					{ before: { call: "submit", nth: 1 }, event: { kind: "locks" } },
					{ before: { call: "submit", nth: 2 }, event: { kind: "unlocks" } },
				],
			},
		},
		{
			id: "answer_lost_lock",
			title: "answer lost; the repeat gets a 422 that passes",
			kind: "world",
			world: { faults: submitFaults(answerLost, locked422) },
		},
	],
};

function earlierResponse(comment = sampleSubmission.response.comment ?? null) {
	return { kind: "responds" as const, person_id: "101", option: 0, comment };
}
