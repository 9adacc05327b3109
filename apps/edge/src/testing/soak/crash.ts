import { readFileSync } from "node:fs";
import { copyFile, rm } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import * as z from "zod/mini";
import { sendRequest } from "../client.ts";
import { inParallel, postSoak } from "./callers.ts";
import { faultChooser } from "./choose-faults.ts";
import { type Comparison, compareRecords } from "./records.ts";
import { tokenOf } from "./soak-company.ts";
import { startSoakRelay } from "./soak-relay.ts";

/** The result of submissions that were accepted by a relay that is killed. */
export type CrashReport = Comparison & {
	submissions: number;
	kills: number;
	kinds: Record<string, number>;
	/** Sealed credentials that were found in the data file after a kill. */
	sealedDuring: number;
	/** Those of them that are in the files at the end; none may be. */
	sealedAfter: number;
	/** What the relay logged. */
	errors: string;
	seconds: number;
};

/** Options of {@link crashRelay}. */
export type CrashOptions = {
	people: number;
	instances: number;
	kills: number;
	/** How long the upstream is down, in seconds. Half of the kills happen meanwhile. */
	downSeconds: number;
};

/**
 * Submits with `respond-async` while the upstream is down, kills the relay at random moments, and waits until all that
 * was accepted is settled. Then searches the relay's files for every sealed credential that was in them.
 */
export async function crashRelay(options: CrashOptions): Promise<CrashReport> {
	const { people, instances, kills, downSeconds } = options;
	const soak = await startSoakRelay({ people, instances });
	const { relay, upstream, proxy, submissions, data } = soak;
	const startedAt = Date.now();
	const sealed = new Set<string>();
	proxy.chooseFault(
		faultChooser(2, {
			submit: { lost_reply: 60, lost_request: 30, bad_gateway: 30 },
			read: { lost_request: 10 },
		}),
	);
	// A person who is known already can be accepted while the upstream is down.
	proxy.setDown(true, (path) => path.endsWith("/me"));
	const up = setTimeout(downSeconds * 1_000).then(() => proxy.setDown(false));
	const locations = new Map<string, { comment: string; token: string }>();
	let isOver = false;

	async function killAtRandom(): Promise<number> {
		for (let count = 0; count < kills; count++) {
			// A single kill comes while the upstream is down; several also come after that.
			const spanMs = downSeconds * (kills === 1 ? 500 : 2_000);
			await setTimeout(((Math.random() + 0.5) * spanMs) / kills);
			await relay.kill();
			for (const each of await sealedIn(data)) sealed.add(each);
			await relay.restart();
		}
		isOver = true;
		return kills;
	}

	try {
		const killing = killAtRandom();
		await inParallel(submissions, people * 2, async (submission) => {
			const { comment, person } = submission;
			for (;;) {
				const reply = await postSoak(
					relay.url,
					submission,
					"respond-async",
				).catch(() => null);
				const location = reply?.headers.get("Location") ?? null;
				if (reply?.status === 202 && location !== null) {
					locations.set(location, { comment, token: tokenOf(person) });
					return;
				}
				await setTimeout(250);
			}
		});
		await Promise.all([killing, up]);
		const kinds: Record<string, number> = {};
		await inParallel([...locations], 16, async ([location, { token }]) => {
			const kind = await settledKind(relay.url + location, token);
			kinds[kind] = (kinds[kind] ?? 0) + 1;
		});
		const comparison = await compareRecords(upstream.url, submissions);
		// The log of the data file is emptied a moment after the last settlement.
		await relay.stop();
		const after = filesOf(data);
		const errors = relay.errors();
		await relay.restart();
		return {
			...comparison,
			...{ submissions: locations.size, kills: isOver ? kills : 0, kinds },
			sealedDuring: sealed.size,
			sealedAfter: [...sealed].filter((each) => after.includes(each)).length,
			errors,
			seconds: Math.round((Date.now() - startedAt) / 1_000),
		};
	} finally {
		await soak.end();
	}
}

const settlement = z.object({
	outcome: z.optional(z.object({ kind: z.string() })),
});

async function settledKind(url: string, token: string): Promise<string> {
	for (;;) {
		const reply = await sendRequest(url, { token }).catch(() => null);
		const parsed = z.safeParse(
			settlement,
			reply?.status === 200 ? JSON.parse(reply.text) : {},
		);
		if (parsed.data?.outcome !== undefined) return parsed.data.outcome.kind;
		await setTimeout(500);
	}
}

const stored = z.object({
	credential: z.nullable(z.object({ ciphertext: z.string() })),
});

/** The sealed credentials in a data file that no process uses. */
async function sealedIn(data: string): Promise<string[]> {
	const copy = `${data}.copy`;
	await copyFile(data, copy);
	await copyFile(`${data}-wal`, `${copy}-wal`).catch(() => {});
	const db = new DatabaseSync(copy);
	const rows = db.prepare("SELECT data FROM settlements").all();
	db.close();
	for (const end of ["", "-wal", "-shm"]) await rm(copy + end, { force: true });
	return rows.flatMap((row) => {
		const parsed = z.parse(stored, JSON.parse(String(row["data"])));
		return parsed.credential === null ? [] : [parsed.credential.ciphertext];
	});
}

/** The bytes of a data file and of those beside it. */
function filesOf(data: string): Buffer {
	return Buffer.concat(
		["", "-wal", "-shm"].map((end) => {
			try {
				return readFileSync(data + end);
			} catch {
				return Buffer.alloc(0);
			}
		}),
	);
}
