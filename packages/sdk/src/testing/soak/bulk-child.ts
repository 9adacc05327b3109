// Answers a list with a journal, and tells its parent each outcome. Arguments: the list's file, the journal's file.
import { readFileSync } from "node:fs";
import { clientCredentials } from "../../auth/oauth/client-credentials.ts";
import { createClient } from "../../client.ts";
import { sqliteJournal } from "../../node/sqlite-journal.ts";
import type { RoughWorld } from "./faulty-worlds.ts";
import { appOf, type Home } from "./oauth-world.ts";

/** What a bulk run is told to do. */
export type BulkRun = { worlds: RoughWorld[]; home: Home };

const [listFile = "", journalFile = ""] = process.argv.slice(2);
const { worlds, home }: BulkRun = JSON.parse(readFileSync(listFile, "utf8"));
const journal = sqliteJournal(journalFile);
const client = createClient({
	baseUrl: home.base_url,
	// A process that is killed may lose a refresh token; a service account has none.
	auth: clientCredentials(appOf(home)),
});
const settled = client.respondAll(
	worlds.map(({ submission }) => submission),
	{ concurrency: 16, journal, attemptTimeoutMs: 500, deadlineMs: 20_000 },
);
for await (const { submission, outcome } of settled)
	process.send?.({ id: submission.id, outcome });
journal.close();
process.disconnect?.();
