// Settles submissions from a generator. Arguments: the server's URL, how many, and optionally a journal's file. Sends
// its parent the resident memory after the first 1,000 and at the end, in bytes.
import type { Submission } from "@signoff/core";
import { bearer } from "../../auth/auth.ts";
import { createClient } from "../../client.ts";
import { sqliteJournal } from "../../node/sqlite-journal.ts";

const [baseUrl = "", count = "", journalFile] = process.argv.slice(2);

function* submissions(): Generator<Submission> {
	for (let index = 0; index < Number(count); index++)
		yield {
			company_id: "4201",
			id: `i-${index}`,
			response: {
				current_step_occurrence_id: "1",
				selected_response_option_id: "2000",
				comment: `Approved: ${index}`,
			},
		};
}

const journal =
	journalFile === undefined ? undefined : sqliteJournal(journalFile);
const client = createClient({ baseUrl, auth: bearer("one-token") });
const options = { concurrency: 16, readFirst: false, journal };
let settled = 0;
let after1000 = 0;
const kinds: Record<string, number> = {};
for await (const { outcome } of client.respondAll(submissions(), options)) {
	kinds[outcome.kind] = (kinds[outcome.kind] ?? 0) + 1;
	if (++settled === 1_000) after1000 = process.memoryUsage.rss();
}
journal?.close();
process.send?.({ after1000, atEnd: process.memoryUsage.rss(), kinds });
process.disconnect?.();
