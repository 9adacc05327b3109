import type { Me } from "@signoff/core";
import type { Client, Hooks } from "@signoff/sdk";
import type { Log } from "../observability/log.ts";
import type { Sealer } from "./seal.ts";
import type { SettlementStore } from "./store.ts";
import type { StoredSettlement } from "./stored-settlement.ts";
import type {
	SettlementReply,
	SettlementRequest,
} from "./submission-request.ts";

/** Whose token reaches the upstream. */
export type Credential =
	/** The edge's service account. */
	| { kind: "service" }
	/** A caller's access token, its SHA-256, and its owner if that was just read. */
	| { kind: "caller"; token: string; token_hash: string; me: Me | null };

/** Clients of the upstream, with their hooks. Those of one account share a token and a rate limit. */
export type Clients = (credential: Credential, hooks?: Hooks) => Client;

/** What settlements need of the host that they run on. */
export type SettlementPorts = {
	store: SettlementStore;
	sealer: Sealer;
	clients: Clients;
	log: Log;
	/** Unix milliseconds. */
	now(): number;
	/** Calls back after a time in milliseconds; returns what cancels it. */
	after(ms: number, callback: () => void): () => void;
};

/** Runs the settlements of an edge. */
export type Settlements = {
	/** Settles a submission, or attaches its caller to the settlement of the same one that is under way. */
	submit(request: SettlementRequest): Promise<SettlementReply>;
	/** The settlement as it is stored; `null` if there is none. */
	find(id: string): Promise<StoredSettlement | null>;
};
