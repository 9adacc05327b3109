import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLedgerFile } from "../../hosts/node/ledger-file.ts";
import {
	type FaultProxy,
	type ProxyLimit,
	startFaultProxy,
} from "./fault-proxy.ts";
import { type RestartableEdge, startRestartable } from "./processes.ts";
import {
	type SoakSubmission,
	soakCompany,
	soakSubmissions,
} from "./soak-company.ts";

/** A relay in front of an edge with a ledger, each a process, with a proxy between them. */
export type SoakRelay = {
	relay: RestartableEdge;
	upstream: RestartableEdge;
	proxy: FaultProxy;
	submissions: SoakSubmission[];
	/** The data file of the relay, and its seal key. */
	data: string;
	sealKey: Uint8Array;
	/** Ends everything, and removes the files. */
	end(): Promise<void>;
};

/** Options of {@link startSoakRelay}. */
export type SoakRelayOptions = {
	people: number;
	instances: number;
	limit?: ProxyLimit;
	/** More arguments of the relay. */
	args?: string[];
};

/** Starts the processes. */
export async function startSoakRelay({
	people,
	instances,
	limit,
	args = [],
}: SoakRelayOptions): Promise<SoakRelay> {
	const folder = mkdtempSync(join(tmpdir(), "signoff-soak-"));
	const ledger = join(folder, "ledger.db");
	openLedgerFile(ledger, soakCompany(people, instances)).db.close();
	const upstream = await startRestartable(["--data", ledger]);
	const proxy = await startFaultProxy(upstream.url, limit);
	const data = join(folder, "relay.db");
	const sealKey = randomBytes(32);
	const relay = await startRestartable(
		[
			...["--upstream", "procore", "--companies", "4201", "--data", data],
			...["--procore-url", proxy.url, "--login-url", proxy.url, ...args],
		],
		{ SIGNOFF_SEAL_KEY: sealKey.toString("base64") },
	);
	return {
		...{ relay, upstream, proxy, data, sealKey },
		submissions: soakSubmissions(people, instances),
		async end() {
			await relay.stop();
			await proxy.close();
			await upstream.stop();
			rmSync(folder, { recursive: true });
		},
	};
}
