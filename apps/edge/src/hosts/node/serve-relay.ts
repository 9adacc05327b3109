import type { DatabaseSync } from "node:sqlite";
import { createIdentityCache } from "@signoff/sdk";
import { apiKeys } from "../../api-keys/api-keys.ts";
import type { RelayConfig } from "../../config/relay-config.ts";
import { toUpstreamFault } from "../../faults/storage-fault.ts";
import { UpstreamFault } from "../../faults/upstream-fault.ts";
import { errorLogEntry, type Log } from "../../observability/log.ts";
import type { Metrics } from "../../observability/metrics.ts";
import { createSealer } from "../../settlements/seal.ts";
import {
	type SqlSettlements,
	sqlSettlements,
} from "../../settlements/sql-store.ts";
import { groupCommit } from "../../sql/group-commit.ts";
import { readinessOf } from "../../sql/readiness.ts";
import { createAccounts } from "../../upstreams/procore/account-clients.ts";
import { createIdentities } from "../../upstreams/procore/identities.ts";
import {
	procoreUpstream,
	type RelayIdentity,
} from "../../upstreams/procore/index.ts";
import {
	checkLogin,
	serviceAuth,
} from "../../upstreams/procore/service-login.ts";
import { openKeysFile } from "./keys-file.ts";
import { localSettlements } from "./local-settlements.ts";
import { openRelayFile, truncateLog } from "./relay-file.ts";
import {
	type OpenUpstream,
	type RunningEdge,
	type ServeUpstreamOptions,
	serveUpstream,
} from "./serve-upstream.ts";
import { nodeSql } from "./sqlite.ts";
import { createWakeTimer } from "./wake-timer.ts";

/** Options of {@link serveRelay}. */
export type ServeRelayOptions = ServeUpstreamOptions & { relay: RelayConfig };

/**
 * Serves the edge on Node in front of Procore.
 *
 * @throws ServeError, DataFileError, KeysFileError, BackupError if another kind of file has the name of the socket for
 * backups, or the system's error if it cannot listen
 */
export function serveRelay(options: ServeRelayOptions): Promise<RunningEdge> {
	return serveUpstream(options, (metrics) => openRelay(options, metrics));
}

async function openRelay(
	{ data = null, ...options }: ServeRelayOptions,
	metrics: Metrics | null,
): Promise<OpenUpstream> {
	const db = openRelayFile(data);
	try {
		return await relayOn(db, options, metrics);
	} catch (error) {
		db.close();
		throw error;
	}
}

/**
 * Opens the upstream procore with the data file of a relay.
 *
 * @throws KeysFileError
 */
export async function relayOn(
	db: DatabaseSync,
	{ log, relay }: Pick<ServeRelayOptions, "log" | "relay">,
	metrics: Metrics | null,
): Promise<OpenUpstream> {
	const { procoreUrl, companies, queue, keepSettledMs, sealKeys } = relay;
	const identity = relayIdentity(relay, log);
	const service = serviceAccount(relay);
	const sealer = await createSealer(sealKeys);
	const sql = nodeSql(db);
	const commit = groupCommit(sql, metrics?.onCommit);
	const readiness = readinessOf(sql, commit);
	const accounts = createAccounts({ procoreUrl, service, hooks: {} }, queue);
	const cleaning = createWakeTimer(now, clean);
	const table = withFaults(sqlSettlements(sql, commit), () =>
		// The next readiness check then writes as much as a few settlements need.
		readiness.failed(() => {}),
	);
	metrics?.watchOpen(table.countOpen);
	const settlements = localSettlements({
		table,
		onEnd(outcome) {
			metrics?.onSettled(outcome);
			cleaning.schedule(now() + cleaningMs);
		},
		...{ accounts, sealer, log, now, keepSettledMs },
	});
	const stopping = new AbortController();
	const upstream = procoreUpstream({
		signal: stopping.signal,
		...{ procoreUrl, identity, accounts, settlements, now },
		companies: new Set(companies),
		identities: createIdentities(now),
		async ready() {
			await withStorageFaults(readiness.check);
			if (service !== null) await checkLogin(service.auth, now);
		},
	});
	/** Empties the log of the data file; again later if it cannot be emptied now. */
	function clean(): void {
		if (!isEmptied()) cleaning.schedule(now() + cleaningRetryMs);
	}

	function isEmptied(): boolean {
		try {
			return truncateLog(db);
		} catch (error) {
			log(errorLogEntry("", toUpstreamFault(error, now()) ?? error));
			return false;
		}
	}

	return {
		...{ db, upstream, hasPublicTokens: false },
		beginStop() {
			settlements.beginStop();
			setTimeout(() => stopping.abort(), stopReadsMs).unref();
		},
		async stop() {
			await settlements.stop();
			cleaning.stop();
			isEmptied();
		},
	};
}

/** Reads that are not answered this long after the process began to stop are given up, in milliseconds. */
const stopReadsMs = 5_000;

/** The log of a data file is emptied this long after a credential was deleted, in milliseconds. */
const cleaningMs = 1_000;
const cleaningRetryMs = 10_000;

const now = (): number => Date.now();

function relayIdentity({ identity }: RelayConfig, log: Log): RelayIdentity {
	if (identity.kind === "caller") return identity;
	const { keys } = identity;
	return {
		kind: "service",
		keys:
			keys.kind === "records"
				? apiKeys(keys.records)
				: openKeysFile(keys.path, { log }),
	};
}

function serviceAccount(relay: RelayConfig) {
	const auth = serviceAuth(relay);
	return auth === null ? null : { auth, identityCache: createIdentityCache() };
}

/** @param onFault is called when a settlement could not be stored */
function withFaults(
	table: SqlSettlements,
	onFault: () => void,
): SqlSettlements {
	return {
		...table,
		load: (id) => withStorageFaults(() => table.load(id)),
		async save(settlement) {
			try {
				await withStorageFaults(() => table.save(settlement));
			} catch (error) {
				if (error instanceof UpstreamFault) onFault();
				throw error;
			}
		},
	};
}

/** A fault of the storage as what callers are answered with. */
async function withStorageFaults<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw toUpstreamFault(error, now()) ?? error;
	}
}
