import type { Fixture } from "@signoff/core/fixture";
import type { Fields, Host } from "./fields.ts";
import type { RelayConfig } from "./relay-config.ts";
import { toRelayConfig } from "./to-relay-config.ts";

/** What records responses: the edge itself, with the content of an empty ledger, or Procore. */
type ServedUpstream<F> =
	| { upstream: "embedded"; fixture: F | null; relay: null }
	| { upstream: "procore"; fixture: null; relay: RelayConfig };

type CommonName = "public-url" | "cors-origin" | "log-level";
type NodeName = CommonName | "host" | "port" | "data" | "metrics-port";

/** The valid configuration of each host. On Node a fixture is a path; on Workers, which have no files, its content. */
export type Configs = {
	node: Pick<Fields["node"], NodeName> & ServedUpstream<string>;
	cloudflare: Pick<Fields["cloudflare"], CommonName> & ServedUpstream<Fixture>;
};

/** The configurations of values that are valid and agree. */
export const toConfig: {
	readonly [H in Host]: (fields: Fields[H]) => Configs[H];
} = {
	node: (fields) => {
		const { host, port, data, "metrics-port": metricsPort } = fields;
		const common = { host, port, data, "metrics-port": metricsPort };
		return { ...common, ...commonOf(fields), ...upstreamOf(fields) };
	},
	cloudflare: (fields) => ({ ...commonOf(fields), ...upstreamOf(fields) }),
};

function commonOf({
	"public-url": publicUrl,
	"cors-origin": corsOrigins,
	"log-level": logLevel,
}: Pick<Fields[Host], CommonName>): Pick<Fields[Host], CommonName> {
	return {
		"public-url": publicUrl,
		"cors-origin": corsOrigins,
		"log-level": logLevel,
	};
}

function upstreamOf<F>(
	fields: Fields[Host] & { fixture: F | null },
): ServedUpstream<F> {
	return fields.upstream === "embedded"
		? { upstream: "embedded", fixture: fields.fixture, relay: null }
		: { upstream: "procore", fixture: null, relay: toRelayConfig(fields) };
}
