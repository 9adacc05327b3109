import { environments } from "@signoff/sdk";
import type { Fields, Host } from "./fields.ts";
import type {
	ApiKeySource,
	RelayConfig,
	ServiceIdentity,
} from "./relay-config.ts";

const defaultQueue = 1_000;
const defaultKeepSettledMs = 7 * 86_400_000;

/** The configuration of the upstream procore, of values that agree. A URL wins over the environment's. */
export function toRelayConfig(fields: Fields[Host]): RelayConfig {
	const { baseUrl, authUrl } = environments[fields.environment ?? "production"];
	return {
		companies: required(fields.companies),
		procoreUrl: fields["procore-url"] ?? baseUrl,
		loginUrl: fields["login-url"] ?? authUrl,
		identity:
			fields.identity === "service"
				? serviceIdentity(fields)
				: { kind: "caller" },
		sealKeys: {
			current: required(fields["seal-key"]),
			old: fields["seal-key-old"],
		},
		queue: fields.queue ?? defaultQueue,
		keepSettledMs: fields["keep-settled"] ?? defaultKeepSettledMs,
	};
}

function serviceIdentity(fields: Fields[Host]): ServiceIdentity {
	return {
		kind: "service",
		clientId: required(fields["client-id"]),
		clientSecret: required(fields["client-secret"]),
		keys: keySource(fields),
	};
}

function keySource(fields: Fields[Host]): ApiKeySource {
	return "keys" in fields && fields.keys !== null
		? { kind: "file", path: fields.keys }
		: { kind: "records", records: required(fields["api-keys"]) };
}

/** A value that the rules between settings require. */
function required<T>(value: T | null): T {
	if (value === null) throw new TypeError("A required setting is missing.");
	return value;
}
