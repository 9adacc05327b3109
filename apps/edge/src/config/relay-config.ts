import type { ApiKeyRecord } from "../api-keys/record.ts";

/** The configuration of the upstream procore, the same on every host. */
export type RelayConfig = {
	/** The ids of the companies that are served; at least one. */
	companies: readonly string[];
	/** The URL of Procore's API, without a slash at the end. */
	procoreUrl: string;
	/** The URL of Procore's login server, without a slash at the end. */
	loginUrl: string;
	/** Who the callers are to Procore: themselves, or the edge's service account. */
	identity: { kind: "caller" } | ServiceIdentity;
	/** 32 bytes each. `old` opens what was sealed before the rotation. */
	sealKeys: {
		current: Uint8Array<ArrayBuffer>;
		old: Uint8Array<ArrayBuffer> | null;
	};
	/** The most requests that may wait for their turn, for each account. */
	queue: number;
	/** How long settled states are kept, in milliseconds. */
	keepSettledMs: number;
};

/** The edge's service account, and the API keys of its callers. */
export type ServiceIdentity = {
	kind: "service";
	clientId: string;
	clientSecret: string;
	keys: ApiKeySource;
};

/** The records of the API keys, or on Node the file that holds them. */
export type ApiKeySource =
	| { kind: "records"; records: ApiKeyRecord[] }
	| { kind: "file"; path: string };
