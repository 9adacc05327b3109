import { randomBytes } from "node:crypto";
import { copyFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import * as z from "zod/mini";
import {
	type EdgeProcess,
	runEdge,
	serveEdge,
	temporaryFolder,
} from "./edge-process.ts";

/** The data file of relays that are processes, and their seal keys. */
export type RelayHome = {
	folder: string;
	data: string;
	sealKey: string;
	/** Starts `signoff-edge serve --upstream procore` on the data file. */
	serve(changes?: RelayChanges): Promise<EdgeProcess>;
	/** The credentials that are stored, as they are stored. No process may serve the file. */
	sealedCredentials(): Promise<string[]>;
	/** The files that contain a text, among the data file, its log and the backups given. */
	filesWith(text: string, backups?: string[]): Promise<string[]>;
	/** Makes a backup with the command, and returns its path. */
	backUp(name: string): Promise<string>;
};

/** What differs from the process that was started before. */
export type RelayChanges = {
	args?: string[];
	env?: NodeJS.ProcessEnv;
};

/** A new seal key. */
export function newSealKey(): string {
	return randomBytes(32).toString("base64");
}

/** Prepares a folder for relays in front of an upstream. */
export async function relayHome(upstream: { url: string }): Promise<RelayHome> {
	const folder = await temporaryFolder();
	const data = join(folder, "relay.db");
	const sealKey = newSealKey();
	const common = [
		...["--upstream", "procore", "--companies", "4201", "--data", data],
		...["--procore-url", upstream.url, "--login-url", upstream.url],
	];
	return {
		...{ folder, data, sealKey },
		serve: ({ args = [], env = {} } = {}) =>
			serveEdge([...common, ...args], { SIGNOFF_SEAL_KEY: sealKey, ...env }),
		async sealedCredentials() {
			const copy = join(folder, `copy-${randomBytes(4).toString("hex")}.db`);
			await copyFile(data, copy);
			await copyFile(`${data}-wal`, `${copy}-wal`).catch(() => {});
			const db = new DatabaseSync(copy);
			const rows = db.prepare("SELECT data FROM settlements").all();
			db.close();
			return rows.flatMap(({ data }) => {
				const { credential } = z.parse(sealed, JSON.parse(String(data)));
				return credential === null ? [] : [credential.ciphertext];
			});
		},
		async filesWith(text, backups = []) {
			const paths = [data, `${data}-wal`, `${data}-shm`, ...backups];
			const found = await Promise.all(
				paths.map(async (path) => {
					const bytes = await readFile(path).catch(() => Buffer.alloc(0));
					return bytes.includes(text) ? [path.slice(folder.length + 1)] : [];
				}),
			);
			return found.flat();
		},
		async backUp(name) {
			const to = join(folder, name);
			const result = await runEdge(["backup", "--data", data, "--to", to]);
			if (result.code !== 0) throw new Error(result.err);
			return to;
		},
	};
}

const sealed = z.object({
	credential: z.nullable(z.object({ ciphertext: z.string() })),
});
