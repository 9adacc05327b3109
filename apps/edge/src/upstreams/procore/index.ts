import type { Instance, Outcome, Scope, Submission } from "@signoff/core";
import { paths } from "@signoff/core/contract";
import { outcomes } from "@signoff/core/outcome";
import { noSuchCompany } from "@signoff/core/server";
import { type Client, isSignoffError } from "@signoff/sdk";
import type { ApiKey, ApiKeys } from "../../api-keys/api-keys.ts";
import {
	responseTypeRefusal,
	scopeRefusal,
} from "../../api-keys/refusals.ts";
import { withOwnLogin } from "../../settlements/own-login.ts";
import type { Credential, Settlements } from "../../settlements/ports.ts";
import { settlementId, sha256 } from "../../settlements/settlement-id.ts";
import type { ReadQuery } from "../request-types.ts";
import type {
	PreviewReply,
	Principal,
	ReadResult,
	SettlementReadResult,
	SubmitResult,
	Upstream,
} from "../upstream.ts";
import type { Accounts } from "./account-clients.ts";
import type { Identities } from "./identities.ts";
import { relayedPage, relayRead } from "./relay-read.ts";
import { responseTypeOf } from "./response-type.ts";
import { settlementView } from "./settlement-view.ts";

/** Who the callers are to the upstream. */
export type RelayIdentity =
	/** Themselves: each sends an own access token. */
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
	/** Unix milliseconds. */
	now(): number;
};

/** How long a caller waits beyond a full queue, in milliseconds. */
const queueRetryMs = 2_000;
