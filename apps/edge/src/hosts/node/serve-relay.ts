import { createIdentityCache } from "@signoff/sdk";
import { apiKeys } from "../../api-keys/api-keys.ts";
import type { RelayConfig } from "../../config/relay-config.ts";
import { toUpstreamFault } from "../../faults/storage-fault.ts";
import type { Log } from "../../observability/log.ts";
import { createSealer } from "../../settlements/seal.ts";
import {
	type SqlSettlements,
	sqlSettlements,
} from "../../settlements/sql-store.ts";
import { type CommitObserver, groupCommit } from "../../sql/group-commit.ts";
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
	return serveUpstream(options, (onCommit) => openRelay(options, onCommit));
}

async function openRelay(
	{ data = null, log, relay }: ServeRelayOptions,
	onCommit: CommitObserver | undefined,
): Promise<OpenUpstream> {
	const { procoreUrl, companies, queue, keepSettledMs, sealKeys } = relay;
	const identity = relayIdentity(relay, log);
	const service = serviceAccount(relay);
	const sealer = await createSealer(sealKeys);
	const db = openRelayFile(data);
	const sql = nodeSql(db);
	const commit = groupCommit(sql, onCommit);
	const readiness = readinessOf(sql, commit);
	const accounts = createAccounts({ procoreUrl, service, hooks: {} }, queue);
	const cleaning = createWakeTimer(now, () => truncateLog(db));
	const settlements = localSettlements({
		table: withFaults(sqlSettlements(sql, commit)),
		onEnd: () => cleaning.schedule(now() + cleaningMs),
		clients: accounts.clients,
		...{ sealer, log, now, keepSettledMs },
	});
	const upstream = procoreUpstream({
		...{ procoreUrl, identity, accounts, settlements, now },
		companies: new Set(companies),
		identities: createIdentities(now),
		async ready() {
			await withStorageFaults(readiness.check);
			if (service !== null) await checkLogin(service.auth, now);
		},
	});
	return {
		...{ db, upstream, hasPublicTokens: false },
		async stop() {
			await settlements.stop();
			cleaning.stop();
			truncateLog(db);
		},
	};
}

/** The log of a data file is emptied this long after a credential was deleted, in milliseconds. */
const cleaningMs = 1_000;

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

function withFaults(table: SqlSettlements): SqlSettlements {
	return {
		...table,
		load: (id) => withStorageFaults(() => table.load(id)),
		save: (settlement) => withStorageFaults(() => table.save(settlement)),
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
