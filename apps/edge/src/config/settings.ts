import type { Fixture } from "@signoff/core/fixture";
import { isLoopback } from "@signoff/core/validation/loopback";
import type * as z from "zod/mini";
import type { LogLevel } from "../observability/log.ts";
import {
	availableUpstream,
	fixtureJson,
	logLevel,
	portNumber,
	portNumberOrNull,
	publicUrl,
	text,
	textOrNull,
} from "./schemas.ts";

/** The configuration of each host. Every field has a setting in {@link settings}. */
export type Configs = {
	node: {
		host: string;
		port: number;
		upstream: "embedded";
		/** Path of the data file; `null` stores everything in memory. */
		data: string | null;
		/** Path of the fixture. */
		fixture: string | null;
		/** The URL of the edge for its callers, without a slash at the end. */
		"public-url": string | null;
		"log-level": LogLevel;
		/** The port of `/metrics`; `null` serves no metrics. */
		"metrics-port": number | null;
	};
	cloudflare: {
		upstream: "embedded";
		/** The fixture itself: Workers have no files. */
		fixture: Fixture | null;
		"public-url": string | null;
		"log-level": LogLevel;
	};
};

/** The name of a host. */
export type Host = keyof Configs;

/** The name of a setting: the field of the configuration, and the flag. */
export type SettingName = keyof Configs["node"] | keyof Configs["cloudflare"];

/** Values as given, by name; on Workers a value may be JSON. */
export type RawValues = Partial<Record<SettingName, unknown>>;

/** How a host reads a setting. */
export type HostSetting<T> = {
	/** Accepts a value as given, or `undefined`. A message is the rest of a sentence: "must be an integer." */
	schema: z.ZodMiniType<T>;
	/** The value if none is given; a function derives it from the other values, which are not validated yet. */
	default?: string | ((values: RawValues) => string | undefined);
};

/** One setting: a flag on the command line of Node, a variable on both hosts. */
export type Setting<Name extends SettingName> = {
	/** The environment variable on Node, and the binding on Workers. */
	variable: `SIGNOFF_${string}`;
	/** The flag's value in the help: `FILE`. */
	placeholder: string;
	/** What the setting does, for the help, which adds a default that is a text. */
	help: string;
	/** The hosts that have the setting. */
	hosts: {
		[H in Host as Name extends keyof Configs[H] ? H : never]: HostSetting<
			Name extends keyof Configs[H] ? Configs[H][Name] : never
		>;
	};
};

/** Every setting of the edge, in the order of the help. A field of {@link Configs} without one does not compile. */
export const settings: { readonly [Name in SettingName]: Setting<Name> } = {
	upstream: {
		variable: "SIGNOFF_UPSTREAM",
		placeholder: "embedded",
		help: "what records responses; embedded: the edge itself is the system of record (default on loopback hosts)",
		hosts: {
			node: {
				schema: availableUpstream(
					"is required if `--host` or `SIGNOFF_HOST` is not a loopback address.",
				),
				default: ({ host }) =>
					typeof host === "string" && isLoopback(host) ? "embedded" : undefined,
			},
			cloudflare: {
				schema: availableUpstream(
					"is missing: set it to embedded to make this endpoint the system of record.",
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
		hosts: {
			node: { schema: publicUrl },
			cloudflare: { schema: publicUrl },
		},
	},
	"log-level": {
		variable: "SIGNOFF_LOG_LEVEL",
		placeholder: "LEVEL",
		help: "info: logs a line for each request; error: logs errors only",
		hosts: {
			node: { schema: logLevel, default: "info" },
			cloudflare: { schema: logLevel, default: "info" },
		},
	},
	"metrics-port": {
		variable: "SIGNOFF_METRICS_PORT",
		placeholder: "NUMBER",
		help: "serves /metrics for Prometheus on this port of the same host; 0 picks a free one (default: no metrics)",
		hosts: { node: { schema: portNumberOrNull } },
	},
};

/** The settings that a host has, in the order of the help. */
export function settingsOf(
	host: Host,
): [name: SettingName, setting: HostSetting<unknown>][] {
	return Object.keys(settings)
		.filter(isSettingName)
		.flatMap((name) => {
			const hosts: Partial<Record<Host, HostSetting<unknown>>> =
				settings[name].hosts;
			const setting = hosts[host];
			return setting === undefined ? [] : [[name, setting]];
		});
}

/** True for the name of a setting. */
function isSettingName(name: string): name is SettingName {
	return Object.hasOwn(settings, name);
}
