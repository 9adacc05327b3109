import type { Fixture } from "@signoff/core/fixture";
import { isLoopback } from "@signoff/core/validation/loopback";
import { loadFixture } from "../../fixture/load.ts";
import { createApp } from "../../http/app.ts";
import type { Log } from "../../observability/log.ts";
import { systemClock } from "../../upstreams/embedded/clock.ts";
import { embeddedUpstream } from "../../upstreams/embedded/index.ts";
import { isEmpty, openLedger } from "../../upstreams/embedded/ledger.ts";
import { hasTokens } from "../../upstreams/embedded/tokens.ts";
import type { Upstream } from "../../upstreams/upstream.ts";
import { openDataFile } from "./data-file.ts";
import { Drain } from "./drain.ts";
import { listen, type RunningServer } from "./listen.ts";
import { nodeSql } from "./sqlite.ts";

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
 * @throws ServeError, DataFileError, or the system's error if it cannot listen
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
	const db = openDataFile(data);
	try {
		const ledger = openLedger(nodeSql(db), systemClock);
		if (fixture !== null) {
			if (!isEmpty(ledger))
				throw new ServeError(
					"The data file already contains a company: a fixture needs an empty one.",
				);
			const loaded = loadFixture(ledger, fixture);
			if (loaded.kind === "invalid")
				throw new ServeError(
					`The fixture is not valid: ${loaded.issues.map(({ message }) => message).join(" ")}`,
				);
		}
		const ownHostOnly = hasTokens(ledger.sql);
		if (!isLoopback(host) && ownHostOnly)
			throw new ServeError(
				"A fixture's tokens are for loopback only: serve on 127.0.0.1.",
			);
		const drain = new Drain();
		const upstream = readyUntilStopped(embeddedUpstream(ledger), drain);
		const listening = await listen(
			createApp({ upstream, log, publicUrl, ownHostOnly }),
			host,
			port,
			{ drain },
		);
		return {
			url: listening.url,
			close: async () => {
				await listening.close();
				db.close();
			},
		};
	} catch (error) {
		db.close();
		throw error;
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
