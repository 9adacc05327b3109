// SIGNOFF_BASE_URL=http://127.0.0.1:8787 SIGNOFF_TOKEN=ada-token node respond-all.ts decisions.jsonl
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import {
	bearer,
	createClient,
	describe,
	exitCodes,
	type Submission,
} from "@signoff/sdk";
import { sqliteJournal } from "@signoff/sdk/node";

const { SIGNOFF_BASE_URL: baseUrl, SIGNOFF_TOKEN: token = "" } = process.env;
const [file = "decisions.jsonl"] = process.argv.slice(2);

/** One submission per line; lines are read as the client pulls them. */
async function* submissions(): AsyncGenerator<Submission> {
	for await (const line of createInterface({ input: createReadStream(file) }))
		if (line !== "") yield JSON.parse(line);
}

const client = createClient({
	auth: bearer(token),
	...(baseUrl === undefined ? {} : { baseUrl }),
});

// After a crash, the same command continues from the journal.
const journal = sqliteJournal(`${file}.journal`);
for await (const { submission, outcome } of client.respondAll(submissions(), {
	concurrency: 16,
	journal,
})) {
	console.log(
		`${submission.id} ${outcome.kind}: ${describe(outcome).sentence}`,
	);
	// Exits with the highest exit code of all outcomes.
	process.exitCode = Math.max(
		Number(process.exitCode ?? 0),
		exitCodes[outcome.kind],
	);
}
journal.close();
