import { onTestFinished } from "vitest";
import { openDataFile } from "../../hosts/node/data-file.ts";
import { listen } from "../../hosts/node/listen.ts";
import { serve } from "../../hosts/node/serve.ts";
import { nodeSql } from "../../hosts/node/sqlite.ts";
import { createApp } from "../../http/app.ts";
import type { Upstream } from "../../upstreams/upstream.ts";
import { company } from "../company.ts";
import { testLedger } from "../edge.ts";
import { serveDatabase } from "../edge-on-database.ts";
import { relayConfig, startRelay } from "../relay.ts";
import { startUnreliableUpstream } from "./unreliable-upstream.ts";

/** Edges whose replies have every status, closed at the end of the test. */
export type AnsweringEdges = {
	/** Records itself, with a fixture's tokens. */
	embedded: URL;
	/** Relays to a server that treats each request as its token says. */
	relay: URL;
	/** Its database is read-only. */
	readOnly: URL;
	/** Has a bug: its upstream throws. */
	failing: URL;
};

/** Starts one edge of each kind. */
export async function startAnsweringEdges(): Promise<AnsweringEdges> {
	const [embedded, relay, readOnly, failing] = await Promise.all([
		startEmbedded(),
		startRelaying(),
		startReadOnly(),
		startFailing(),
	]);
	return { embedded, relay, readOnly, failing };
}

const silent = { port: 0, log: () => {}, logLevel: "error" } as const;

async function startEmbedded(): Promise<URL> {
	const edge = await serve({ ...silent, fixture: company() });
	onTestFinished(edge.close);
	return new URL(edge.url);
}

async function startRelaying(): Promise<URL> {
	const edge = await startRelay(relayConfig(await startUnreliableUpstream()), {
		log: () => {},
	});
	onTestFinished(edge.close);
	return new URL(edge.url);
}

async function startReadOnly(): Promise<URL> {
	const db = openDataFile(null);
	testLedger(company(), nodeSql(db));
	const { url } = await serveDatabase(db);
	db.exec("PRAGMA query_only = ON");
	return new URL(url);
}

async function startFailing(): Promise<URL> {
	const fail = (): never => {
		throw new Error("A bug.");
	};
	const upstream: Upstream = {
		identify: fail,
		submit: fail,
		preview: fail,
		readSettlement: fail,
		create: fail,
		read: fail,
		ready: fail,
	};
	const app = createApp({ upstream, log: () => {} });
	const { url, close } = await listen(app, "127.0.0.1", 0);
	onTestFinished(close);
	return new URL(url);
}
