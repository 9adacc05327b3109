import { join } from "node:path";
import { measureInterleaved } from "./interleave.ts";
import { prepareLedger } from "./prepare-ledger.ts";
import { print, printMeasurements, printRatio } from "./report.ts";
import { submissions } from "./requests.ts";
import { startEdge, stop } from "./servers.ts";

const waiting = 120_000;

/** The rate of responses with few and with many on record. */
export async function compareOnRecord(folder: string): Promise<void> {
	const [few, many] = [join(folder, "few.db"), join(folder, "many.db")];
	prepareLedger(few, { waiting, ended: 1_000 });
	prepareLedger(many, { waiting, ended: 1_000_000 });
	const servers = [await startEdge(few), await startEdge(many)] as const;
	const next = { few: submissions(waiting), many: submissions(waiting) };
	print("Responses on Node, by how many are on record");
	for (const connections of [1, 32]) {
		const measured = await measureInterleaved(
			{
				few: { url: servers[0].url, nextRequest: next.few },
				many: { url: servers[1].url, nextRequest: next.many },
			},
			{ count: 7, durationMs: 1_000, connections },
		);
		print(` ${connections} connections`);
		printMeasurements("1,000 on record", measured.few);
		printMeasurements("1,000,000 on record", measured.many);
		printRatio(
			`${connections} connections: duration with 1,000,000 on record to that with 1,000`,
			...([measured.few, measured.many] as const),
			{ id: `edge.on-record.${connections}`, goal: { most: 1.3 } },
		);
	}
	await Promise.all(servers.map(stop));
}
