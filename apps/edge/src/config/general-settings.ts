import { isLoopback } from "@signoff/core/validation/loopback";
import { origins } from "./origins-schema.ts";
import {
	choice,
	fixtureJson,
	logLevel,
	portNumber,
	portNumberOrNull,
	publicUrl,
	text,
	textOrNull,
} from "./schemas.ts";
import { onBothHosts, type SettingsOf } from "./setting.ts";

const upstreams = ["embedded", "procore"] as const;

/** The settings of every upstream, in the order of the help. */
export const generalSettings: SettingsOf<
	| "upstream"
	| "host"
	| "port"
	| "data"
	| "fixture"
	| "public-url"
	| "cors-origin"
	| "log-level"
	| "metrics-port"
> = {
	upstream: {
		variable: "SIGNOFF_UPSTREAM",
		placeholder: "NAME",
		help: "what records responses; embedded: the edge itself is the system of record (default on loopback hosts); procore: Procore, to which the edge relays",
		hosts: {
			node: {
				schema: choice(
					upstreams,
					"is required if `--host` or `SIGNOFF_HOST` is not a loopback address.",
				),
				default: ({ host }) =>
					typeof host === "string" && isLoopback(host) ? "embedded" : undefined,
			},
			cloudflare: {
				schema: choice(
					upstreams,
					"is missing: set it to embedded to make this endpoint the system of record, or to procore to relay to Procore.",
				),
			},
		},
	},
	host: {
		variable: "SIGNOFF_HOST",
		placeholder: "ADDRESS",
		help: "address to listen on",
		hosts: { node: { schema: text, default: "127.0.0.1" } },
	},
	port: {
		variable: "SIGNOFF_PORT",
		placeholder: "NUMBER",
		help: "port; 0 picks a free one",
		hosts: { node: { schema: portNumber, default: "8787" } },
	},
	data: {
		variable: "SIGNOFF_DATA",
		placeholder: "FILE",
		help: "stores everything in FILE (default: in memory only)",
		hosts: { node: { schema: textOrNull } },
	},
	fixture: {
		variable: "SIGNOFF_FIXTURE",
		placeholder: "FILE",
		upstream: "embedded",
		help: "fills an empty ledger from a JSON file",
		hosts: {
			node: { schema: textOrNull },
			cloudflare: { schema: fixtureJson },
		},
	},
	"public-url": {
		variable: "SIGNOFF_PUBLIC_URL",
		placeholder: "URL",
		help: "the edge's address for its callers, for example behind a proxy: begins each link (default: links are relative)",
		hosts: onBothHosts({ schema: publicUrl }),
	},
	"cors-origin": {
		variable: "SIGNOFF_CORS_ORIGIN",
		placeholder: "URL",
		isList: true,
		help: "an origin whose pages may call the edge from a browser; may be given several times, the variable separates them with commas (default: none)",
		hosts: onBothHosts({ schema: origins }),
	},
	"log-level": {
		variable: "SIGNOFF_LOG_LEVEL",
		placeholder: "LEVEL",
		help: "info: logs a line for each request; error: logs errors only",
		hosts: onBothHosts({ schema: logLevel, default: "info" }),
	},
	"metrics-port": {
		variable: "SIGNOFF_METRICS_PORT",
		placeholder: "NUMBER",
		help: "serves /metrics for Prometheus on this port of the same host; 0 picks a free one (default: no metrics)",
		hosts: { node: { schema: portNumberOrNull } },
	},
};
