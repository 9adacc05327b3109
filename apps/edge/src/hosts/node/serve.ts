import type { Fixture } from "@signoff/core/fixture";
import { embeddedUpstream } from "../../upstreams/embedded/index.ts";
import { hasTokens } from "../../upstreams/embedded/tokens.ts";
import { openLedgerFile } from "./ledger-file.ts";
import {
	type RunningEdge,
	type ServeUpstreamOptions,
	serveUpstream,
} from "./serve-upstream.ts";

/** Options of {@link serve}. */
export type ServeOptions = ServeUpstreamOptions & {
	/** The content of a ledger that is still empty. @default null */
	fixture?: Fixture | null;
};

/**
 * Serves the edge on Node with the embedded upstream.
 *
 * @throws ServeError, DataFileError, BackupError if another kind of file has the name of the socket for backups, or the
 * system's error if it cannot listen
 */
export function serve(options: ServeOptions): Promise<RunningEdge> {
	const { data = null, fixture = null } = options;
	return serveUpstream(options, (metrics) => {
		const { db, ledger } = openLedgerFile(data, fixture, metrics?.onCommit);
		return {
			db,
			upstream: embeddedUpstream(ledger),
			hasPublicTokens: hasTokens(ledger.sql),
			beginStop: () => {},
			stop: async () => {},
		};
	});
}
