import { type Environment, environments } from "@signoff/sdk";
import type * as z from "zod/mini";
import {
	companiesOrNull,
	durationOrNull,
	queueOrNull,
	secureUrlOrNull,
} from "./relay-schemas.ts";
import { choice, orNull, textOrNull } from "./schemas.ts";
import { onBothHosts, type SettingsOf } from "./setting.ts";

const environment: z.ZodMiniType<Environment | null> = orNull(
	choice(
		Object.keys(environments).filter(
			(name): name is Environment => name in environments,
		),
	),
);

/** The settings of the upstream procore that are no secrets, in the order of the help. Defaults: see `toRelayConfig`. */
export const relaySettings: SettingsOf<
	| "companies"
	| "environment"
	| "procore-url"
	| "login-url"
	| "identity"
	| "keys"
	| "queue"
	| "keep-settled"
> = {
	companies: {
		variable: "SIGNOFF_COMPANIES",
		placeholder: "IDS",
		upstream: "procore",
		help: "the ids of the companies that are served, separated by commas; required",
		hosts: onBothHosts({ schema: companiesOrNull }),
	},
	environment: {
		variable: "SIGNOFF_ENVIRONMENT",
		placeholder: "NAME",
		upstream: "procore",
		help: "Procore's environment: production, sandbox, monthly or federal (default production)",
		hosts: onBothHosts({ schema: environment }),
	},
	"procore-url": {
		variable: "SIGNOFF_PROCORE_URL",
		placeholder: "URL",
		upstream: "procore",
		help: "the URL of the API (default: the environment's)",
		hosts: onBothHosts({ schema: secureUrlOrNull }),
	},
	"login-url": {
		variable: "SIGNOFF_LOGIN_URL",
		placeholder: "URL",
		upstream: "procore",
		help: "the URL of the login server (default: the environment's)",
		hosts: onBothHosts({ schema: secureUrlOrNull }),
	},
	identity: {
		variable: "SIGNOFF_IDENTITY",
		placeholder: "NAME",
		upstream: "procore",
		help: "caller: callers send their own Procore token (default); service: callers send an API key, and Procore sees the service account",
		hosts: onBothHosts({ schema: orNull(choice(["caller", "service"])) }),
	},
	keys: {
		variable: "SIGNOFF_KEYS",
		placeholder: "FILE",
		upstream: "procore",
		help: "a JSON file with the records of the API keys, read again when it changes",
		hosts: { node: { schema: textOrNull } },
	},
	queue: {
		variable: "SIGNOFF_QUEUE",
		placeholder: "NUMBER",
		upstream: "procore",
		help: "the most requests that wait for their turn, for each account (default 1000)",
		hosts: onBothHosts({ schema: queueOrNull }),
	},
	"keep-settled": {
		variable: "SIGNOFF_KEEP_SETTLED",
		placeholder: "TIME",
		upstream: "procore",
		help: "how long settled states are kept, such as 30s, 5m, 12h or 90d (default 7d)",
		hosts: onBothHosts({ schema: durationOrNull }),
	},
};
