import {
	type HistoryView,
	historyViewSchema,
} from "../../upstreams/views/history.ts";
import { parseData, sendRequest } from "../client.ts";
import { type SoakSubmission, soakInstances, tokenOf } from "./soak-company.ts";

/** What the upstream holds of each submission. */
export type Comparison = {
	/** Submissions without exactly one response, and responses that are not as sent, in words. */
	wrong: string[];
	recorded: number;
};

/** Compares what the upstream holds with the submissions, all of which must be on record once. */
export async function compareRecords(
	upstream: string,
	submissions: SoakSubmission[],
): Promise<Comparison> {
	const wrong: string[] = [];
	let recorded = 0;
	for (const [instance, sent] of Map.groupBy(
		submissions,
		(each) => each.instance,
	)) {
		const rows = await responsesOf(upstream, instance);
		for (const { person, comment } of sent) {
			const own = rows.filter(({ name }) => name === `Person ${person}`);
			const answered = own.filter(({ responded_at }) => responded_at !== null);
			recorded += answered.length;
			if (answered.length !== 1 || answered[0]?.comment !== comment)
				wrong.push(`${instance} ${comment}: ${answered.length} on record`);
		}
	}
	return { wrong, recorded };
}

async function responsesOf(upstream: string, instance: string) {
	const reply = await sendRequest(
		`${upstream}${soakInstances}/${instance}/history`,
		{ token: tokenOf(0) },
	);
	const { history }: HistoryView = parseData(reply, historyViewSchema);
	return history.flatMap((entry) =>
		entry.type === "ResponseStep" ? entry.details.responses : [],
	);
}
