// Answers a list with a journal, and tells its parent each outcome. Arguments: the list's file, the journal's file.
import { readFileSync } from "node:fs";
import type { ServedWorld } from "@signoff/conformance/fault-server";
import { sqliteJournal } from "../../node/journal.ts";
import { oneClientFor } from "./one-client.ts";
import type { RoughWorld } from "./rough-worlds.ts";

/** What a bulk run is told to do. */
export type BulkRun = { worlds: RoughWorld[]; home: ServedWorld };

const [listFile = "", journalFile = ""] = process.argv.slice(2);
const { worlds, home }: BulkRun = JSON.parse(readFileSync(listFile, "utf8"));
const journal = sqliteJournal(journalFile);
const settled = oneClientFor(worlds, home).respondAll(
	worlds.map(({ submission }) => submission),
	{ concurrency: 16, journal, attemptTimeoutMs: 500, deadlineMs: 20_000 },
);
for await (const { submission, outcome } of settled)
	process.send?.({ id: submission.id, outcome });
journal.close();
process.disconnect?.();
