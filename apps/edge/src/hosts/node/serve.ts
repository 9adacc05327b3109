import type { DatabaseSync } from "node:sqlite";
import type { Fixture } from "@signoff/core/fixture";
import { isLoopback } from "@signoff/core/validation/loopback";
import { createApp } from "../../http/app.ts";
import { errorLogEntry, type Log } from "../../observability/log.ts";
import { embeddedUpstream } from "../../upstreams/embedded/index.ts";
import { hasTokens } from "../../upstreams/embedded/tokens.ts";
import type { Upstream } from "../../upstreams/upstream.ts";
import { BackupError } from "./backup-file.ts";
import { type BackupSocket, serveBackups } from "./backup-socket.ts";
import { Drain } from "./drain.ts";
import { openLedgerFile } from "./ledger-file.ts";
import { listen, type RunningServer } from "./listen.ts";

/** Options of {@link serve}. */
export type ServeOptions = {
	/** @default "127.0.0.1" */
	host?: string;
	/** 0 picks a free port. @default 8787 */
	port?: number;
	/** Path of the data file; `null` stores everything in memory. @default null */
	data?: string | null;
	/** The content of a ledger that is still empty. @default null */
	fixture?: Fixture | null;
	/** The URL of the edge for its callers, without a slash at the end; `null` makes links relative. @default null */
	publicUrl?: string | null;
	log: Log;
};

/** The edge cannot start with these options. The message is a sentence for a person. */
export class ServeError extends Error {
	override readonly name = "ServeError";
}

/**
 * Serves the edge on Node with the embedded upstream.
 *
 * @throws ServeError, DataFileError, BackupError if another kind of file has the name of the socket for backups, or the system's error if it cannot listen
 */
export async function serve(options: ServeOptions): Promise<RunningServer> {
	const {
		host = "127.0.0.1",
		port = 8787,
		data = null,
		fixture = null,
		publicUrl = null,
		log,
	} = options;
	const { db, ledger } = openLedgerFile(data, fixture);
	try {
		const ownHostOnly = hasTokens(ledger.sql);
		if (!isLoopback(host) && ownHostOnly)
			throw new ServeError(
				"A fixture's tokens are for loopback only: serve on 127.0.0.1.",
			);
		const backups = data === null ? null : await tryServeBackups(db, data, log);
		const drain = new Drain();
		const upstream = readyUntilStopped(embeddedUpstream(ledger), drain);
		const listening = await listen(
			createApp({ upstream, log, publicUrl, ownHostOnly }),
			host,
			port,
			{ drain },
		).catch(async (error: unknown) => {
			await backups?.close();
			throw error;
		});
		return {
			url: listening.url,
			close: async () => {
				await listening.close();
				await backups?.close();
				db.close();
			},
		};
	} catch (error) {
		db.close();
		throw error;
	}
}

/** Without a socket, for which a file system may have no place, the edge is served all the same. */
async function tryServeBackups(
	db: DatabaseSync,
	data: string,
	log: Log,
): Promise<BackupSocket | null> {
	try {
		return await serveBackups(db, data);
	} catch (error) {
		if (error instanceof BackupError) throw error;
		log(errorLogEntry("", error));
		return null;
	}
}

/** An upstream that is not ready either while the server stops, so that load balancers choose another one. */
function readyUntilStopped(upstream: Upstream, drain: Drain): Upstream {
	return {
		...upstream,
		ready: async () => {
			if (drain.isStopping) throw new Error("The server stops.");
			await upstream.ready();
		},
	};
}
