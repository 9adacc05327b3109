import { createFakeServer } from "@signoff/conformance/fake-server";
import { bearer, type Client, createClient } from "@signoff/sdk";
import { onTestFinished } from "vitest";
import {
	type ApiKeyOptions,
	createApiKey,
} from "../api-keys/create-api-key.ts";
import type { ApiKeyRecord } from "../api-keys/record.ts";
import type { RelayConfig, ServiceIdentity } from "../config/relay-config.ts";
import type { ServeRelayOptions } from "../hosts/node/serve-relay.ts";
import type { LogEntry } from "../observability/log.ts";
import {
	type Reply,
	type RequestOptions,
	sendRequest,
	wireBody,
} from "./client.ts";
import { company, instanceId, prefixes } from "./company.ts";
import { relayConfig, startRelay } from "./relay.ts";
import type { UpstreamServer } from "./upstream-server.ts";

/** A relay on a loopback socket until the test ends. */
export type TestRelay = {
	url: string;
	metricsUrl: string | null;
	logged: LogEntry[];
	close(): Promise<void>;
};

/** The instance that {@link submitTo} answers. */
export const instance: string = instanceId("project", "first");

/** The path of that instance. */
export const instancePath: string = `${prefixes.project}/instances/${instance}`;

/** Its step that is current at the beginning. */
export const firstStep: string =
	createFakeServer({ fixture: company() }).record(instance).current_step?.id ??
	"";

/** Starts a relay in front of an upstream. */
export async function relayTo(
	{ url }: Pick<UpstreamServer, "url">,
	changes: Partial<RelayConfig> = {},
	options: Partial<ServeRelayOptions> = {},
): Promise<TestRelay> {
	const logged: LogEntry[] = [];
	const relay = await startRelay(relayConfig(url, changes), {
		log: (entry) => logged.push(entry),
		...options,
	});
	let closed: Promise<void> | null = null;
	const close = (): Promise<void> => {
		closed ??= relay.close();
		return closed;
	};
	onTestFinished(close);
	const { metricsUrl } = relay;
	return { ...{ url: relay.url, metricsUrl, logged, close } };
}

/** Keys of the edge by name: each has the options given, beside those of a key that may do everything in company 4201. */
export async function createKeys<Name extends string>(
	options: Record<Name, Partial<ApiKeyOptions>>,
): Promise<{ keys: Record<Name, string>; records: ApiKeyRecord[] }> {
	const created = await Promise.all(
		Object.entries<Partial<ApiKeyOptions>>(options).map(
			async ([name, changes]) =>
				[
					name,
					await createApiKey({
						...{ name, companies: ["4201"] },
						responseTypes: ["approve", "return", "reject"],
						...changes,
					}),
				] as const,
		),
	);
	const keys = Object.fromEntries(
		created.map(([name, { key }]) => [name, key]),
	) as Record<Name, string>;
	return { keys, records: created.map(([, { record }]) => record) };
}

/** The identity `service`, with its keys. */
export function serviceIdentity(
	keys: ApiKeyRecord[] | ServiceIdentity["keys"],
): ServiceIdentity {
	return {
		...{ kind: "service", clientId: "edge", clientSecret: "client-secret" },
		keys: Array.isArray(keys) ? { kind: "records", records: keys } : keys,
	};
}

/** What differs from a submission of Ada with the option 2000. */
export type SubmitChanges = {
	token?: string | null;
	option?: string;
	comment?: string;
	prefer?: string;
	headers?: Record<string, string | null>;
	/** The path of the instance. @default that of `instance` */
	at?: string;
	/** After the instance's path. @default "/responses" */
	path?: string;
	step?: string;
	body?: unknown;
};

/** Sends a request to a relay, on a connection that does not delay the relay's end. */
export function sendTo(
	{ url }: Pick<TestRelay, "url">,
	path: string,
	options: RequestOptions = {},
): Promise<Reply> {
	const headers = { Connection: "close", ...options.headers };
	return sendRequest(`${url}${path}`, { ...options, headers });
}

/** A client with the token of Ada, whose connections do not delay a relay's end. */
export function clientOf(url: string): Client {
	return createClient({
		...{ baseUrl: url, auth: bearer("ada-token") },
		fetch: (input, init) => {
			const request = new Request(input, init);
			request.headers.set("Connection", "close");
			return fetch(request);
		},
	});
}

/** Sends a submission to a relay. */
export function submitTo(
	relay: Pick<TestRelay, "url">,
	changes: SubmitChanges = {},
): Promise<Reply> {
	const { token, option = "2000", comment, prefer = null, step } = changes;
	const { at = instancePath, path = "/responses" } = changes;
	return sendTo(relay, `${at}${path}`, {
		...(token === undefined ? {} : { token }),
		headers: { Prefer: prefer, ...changes.headers },
		body:
			changes.body ??
			wireBody(step ?? firstStep, option, comment ? { comment } : {}),
	});
}
