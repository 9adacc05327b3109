// Settles a list with a journal, and sends its parent each outcome. Arguments: the list's file, the journal's file.
import { readFileSync } from "node:fs";
import { clientCredentials } from "../../auth/oauth/client-credentials.ts";
import { createClient } from "../../client.ts";
import { sqliteJournal } from "../../node/sqlite-journal.ts";
import type { FaultyWorld } from "./faulty-worlds.ts";
import { appOf, type OAuthWorld } from "./oauth-world.ts";

/** The input of a bulk run. */
export type BulkRun = { worlds: FaultyWorld[]; oauth_world: OAuthWorld };

const [listFile = "", journalFile = ""] = process.argv.slice(2);
const { worlds, oauth_world }: BulkRun = JSON.parse(
	readFileSync(listFile, "utf8"),
);
const journal = sqliteJournal(journalFile);
const client = createClient({
	baseUrl: oauth_world.base_url,
	// A process that is killed may lose a refresh token; a service account has none.
	auth: clientCredentials(appOf(oauth_world)),
});
const settled = client.respondAll(
	worlds.map(({ submission }) => submission),
	{ concurrency: 16, journal, attemptTimeoutMs: 500, deadlineMs: 20_000 },
);
for await (const { submission, outcome } of settled)
	process.send?.({ id: submission.id, outcome });
journal.close();
process.disconnect?.();
