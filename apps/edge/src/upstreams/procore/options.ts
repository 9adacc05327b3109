import type { ApiKeys } from "../../api-keys/api-keys.ts";
import type { Settlements } from "../../settlements/ports.ts";
import type { Accounts } from "./account-clients.ts";
import type { Identities } from "./identities.ts";

/** Who the callers are to the upstream. */
export type RelayIdentity =
	/** Themselves: each sends an access token. */
	| { kind: "caller" }
	/** The edge's service account: each sends an API key of the edge. */
	| { kind: "service"; keys: ApiKeys };

/** What the upstream `procore` consists of. */
export type ProcoreOptions = {
	procoreUrl: string;
	/** The companies that are served. */
	companies: ReadonlySet<string>;
	identity: RelayIdentity;
	accounts: Accounts;
	identities: Identities;
	settlements: Settlements;
	/** Rejects if a submission cannot be taken now. */
	ready(): Promise<void>;
	/** Gives up the requests of this process that are no settlements. */
	signal?: AbortSignal;
	/** Unix milliseconds. */
	now(): number;
};
