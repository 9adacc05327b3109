import { readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sqliteJournal } from "@signoff/sdk/node";

/** A finished run is kept this long, in milliseconds: the same file, sent again, asks nothing twice until then. */
const keptForMs = 30 * 24 * 60 * 60 * 1000;

const ending = ".finished";

/** Marks a run whose rows all have an outcome that is final. @param path of its files, without their endings */
export function markFinished(path: string): void {
	writeFileSync(path + ending, "", { mode: 0o600 });
}

/** The run goes on: it is kept until it is finished again. */
export function markUnfinished(path: string): void {
	rmSync(path + ending, { force: true });
}

/** Removes the files of runs that finished long ago. A run that is not finished, or is in use, stays. */
export function removeOldRuns(folder: string, now: number): void {
	for (const name of readdirSync(folder)) {
		if (!name.endsWith(ending)) continue;
		const marker = statSync(join(folder, name), { throwIfNoEntry: false });
		if (marker !== undefined && marker.mtimeMs < now - keptForMs)
			removeRun(folder, name.slice(0, -ending.length));
	}
}

function removeRun(folder: string, run: string): void {
	try {
		// Another process that uses the run holds its lock.
		using _lock = sqliteJournal(join(folder, `${run}.journal`));
		for (const name of readdirSync(folder))
			if (name.startsWith(`${run}.`)) rmSync(join(folder, name));
	} catch {
		// What cannot be removed now is removed by a later run.
	}
}
