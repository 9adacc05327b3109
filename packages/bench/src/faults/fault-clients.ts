import { kyClient } from "./clients/ky.ts";
import { octokitClient } from "./clients/octokit.ts";
import { procoreClient } from "./clients/procore.ts";
import { signoffClient } from "./clients/signoff.ts";
import type { FaultClient } from "./model/types.ts";

/** This repository's client. Its cells must all be true. */
export const ownClient: FaultClient = signoffClient;

/** Every column of the tables, in order. */
export const faultClients: FaultClient[] = [
	signoffClient,
	procoreClient,
	octokitClient,
	kyClient,
];
