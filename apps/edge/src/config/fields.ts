import type { Fixture } from "@signoff/core/fixture";
import type { Environment } from "@signoff/sdk";
import type { ApiKeyRecord } from "../api-keys/record.ts";
import type { LogLevel } from "../observability/log.ts";

/** The values of both hosts' settings. What is not given is `null`, or a default. */
type CommonFields = {
	upstream: "embedded" | "procore";
	/** The URL of the edge for its callers, without a slash at the end. */
	"public-url": string | null;
	/** The origins whose pages may call the edge. */
	"cors-origin": string[];
	"log-level": LogLevel;
	companies: string[] | null;
	environment: Environment | null;
	"procore-url": string | null;
	"login-url": string | null;
	identity: "caller" | "service" | null;
	queue: number | null;
	/** Milliseconds. */
	"keep-settled": number | null;
	"client-id": string | null;
	"client-secret": string | null;
	"seal-key": Uint8Array<ArrayBuffer> | null;
	"seal-key-old": Uint8Array<ArrayBuffer> | null;
	"api-keys": ApiKeyRecord[] | null;
};

/** The values of each host's settings, one by one. Every field has a setting in `settings`. */
export type Fields = {
	node: CommonFields & {
		host: string;
		port: number;
		/** Path of the data file; `null` stores everything in memory. */
		data: string | null;
		/** Path of the fixture. */
		fixture: string | null;
		/** The port of `/metrics`; `null` serves no metrics. */
		"metrics-port": number | null;
		/** Path of the file with the records of the API keys. */
		keys: string | null;
	};
	cloudflare: CommonFields & {
		/** The fixture itself: Workers have no files. */
		fixture: Fixture | null;
	};
};

/** The name of a host. */
export type Host = keyof Fields;

/** The name of a setting: its field, and its flag if it has one. */
export type SettingName = keyof Fields["node"] | keyof Fields["cloudflare"];

/** Values as given, by name; on Workers a value may be JSON. */
export type RawValues = Partial<Record<SettingName, unknown>>;
