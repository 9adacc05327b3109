import {
	apiKeyRecordsOrNull,
	sealKeyOrNull,
	secretOrNull,
} from "./secret-schemas.ts";
import { onBothHosts, type SettingsOf } from "./setting.ts";

/**
 * The settings that are variables only: other processes can read a command line. Those of Procore's app may be set with
 * any upstream, because other programs read them as well.
 */
export const secretSettings: SettingsOf<
	"client-id" | "client-secret" | "seal-key" | "seal-key-old" | "api-keys"
> = {
	"client-id": {
		variable: "PROCORE_CLIENT_ID",
		placeholder: null,
		help: "the service account, for the identity service",
		hosts: onBothHosts({ schema: secretOrNull }),
	},
	"client-secret": {
		variable: "PROCORE_CLIENT_SECRET",
		placeholder: null,
		help: "its secret",
		hosts: onBothHosts({ schema: secretOrNull }),
	},
	"seal-key": {
		variable: "SIGNOFF_SEAL_KEY",
		placeholder: null,
		upstream: "procore",
		help: "seals stored credentials: 32 bytes in base64; required",
		hosts: onBothHosts({ schema: sealKeyOrNull }),
	},
	"seal-key-old": {
		variable: "SIGNOFF_SEAL_KEY_OLD",
		placeholder: null,
		upstream: "procore",
		help: "the seal key before, while rotating",
		hosts: onBothHosts({ schema: sealKeyOrNull }),
	},
	"api-keys": {
		variable: "SIGNOFF_API_KEYS",
		placeholder: null,
		upstream: "procore",
		help: "the records of the API keys as a JSON list, instead of --keys",
		hosts: onBothHosts({ schema: apiKeyRecordsOrNull }),
	},
};
