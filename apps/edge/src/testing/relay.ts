import { randomBytes } from "node:crypto";
import type {
	ClientCall,
	ClientResult,
} from "@signoff/conformance/fault-server";
import { outcomeFromHttp } from "@signoff/core";
import type { RelayConfig } from "../config/relay-config.ts";
import {
	type ServeRelayOptions,
	serveRelay,
} from "../hosts/node/serve-relay.ts";
import type { RunningEdge } from "../hosts/node/serve-upstream.ts";

/** A relay's configuration in front of a server of the tests. */
export function relayConfig(
	procoreUrl: string,
	changes: Partial<RelayConfig> = {},
): RelayConfig {
	return {
		procoreUrl,
		loginUrl: procoreUrl,
		companies: ["4201"],
		identity: { kind: "caller" },
		sealKeys: { current: new Uint8Array(randomBytes(32)), old: null },
		queue: 1_000,
		keepSettledMs: 604_800_000,
		...changes,
	};
}

/** Starts a relay on a free port, with everything in memory. */
export function startRelay(
	relay: RelayConfig,
	options: Partial<ServeRelayOptions> = {},
): Promise<RunningEdge> {
	const log = (entry: object): never => {
		throw new Error(`The edge logged ${JSON.stringify(entry)}`);
	};
	return serveRelay({ port: 0, log, logLevel: "error", ...options, relay });
}

/** Sends a submission to a relay over plain HTTP, as it is: it may be malformed. */
export async function postToRelay(
	url: string,
	{ token, submission, deadline_ms }: Omit<ClientCall, "base_url" | "draft">,
): Promise<ClientResult> {
	const { company_id, project_id, id, ...body } = objectOf(submission);
	const wired =
		typeof body["response"] === "object" && body["response"] !== null
			? // The wire requires the field (contract §1).
				{ ...body, response: { attachments: {}, ...body["response"] } }
			: body;
	const project =
		project_id === undefined ? "" : `/projects/${segment(project_id)}`;
	const path = `/rest/v2.0/companies/${segment(company_id)}${project}/workflows/instances/${segment(id)}/responses`;
	const reply = await fetch(url + path, {
		method: "POST",
		headers: {
			Authorization: `Bearer ${token}`,
			"Content-Type": "application/json",
			"Procore-Company-Id": String(company_id),
			Prefer: `wait=${Math.ceil(deadline_ms / 1_000)}`,
		},
		body: JSON.stringify(wired),
	});
	const text = await reply.text();
	const outcome = outcomeFromHttp({
		status: reply.status,
		headers: Object.fromEntries(reply.headers),
		data: text === "" ? null : JSON.parse(text),
	});
	if (outcome === null)
		throw new Error(`The relay answered ${reply.status} without an outcome.`);
	return { outcome, status: reply.status };
}

function objectOf(value: unknown): Record<string, unknown> {
	return typeof value === "object" && value !== null ? { ...value } : {};
}

function segment(value: unknown): string {
	return encodeURIComponent(String(value));
}
