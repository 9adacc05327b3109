import { type Reply, sendRequest, wireBody } from "../../client.ts";
import { prefixes } from "../../company.ts";
import type { UpstreamServer } from "../../upstream-server.ts";

/** Differences from a submission of Ada for the instance 9201. */
export type SubmitOptions = {
	token?: string;
	instance?: string;
	/** @default the current one */
	step?: string;
	option?: string;
	prefer?: string;
	signal?: AbortSignal;
	/** @default fetch */
	send?: typeof fetch;
};

/** Sends a submission for the current step of an instance to a relay. */
export function submit(
	url: string,
	upstream: UpstreamServer,
	options: SubmitOptions = {},
): Promise<Reply> {
	const { token = "ada-token", instance = "9201", option = "2000" } = options;
	const { prefer = null, signal } = options;
	const current = upstream.record(instance).current_step?.id;
	const { step = current ?? "", send = fetch } = options;
	return sendRequest(
		`${url}${prefixes.project}/instances/${instance}/responses`,
		{ token, headers: { Prefer: prefer }, body: wireBody(step, option) },
		(input, init) =>
			send(input, signal === undefined ? init : { ...init, signal }),
	);
}

/** The path of the settlement that a 202 names. */
export function locationOf({ headers }: Reply): string {
	return new URL(headers.get("Location") ?? "", "https://edge.example")
		.pathname;
}

/** How long `expect.poll` waits for what workerd does by itself. */
export const eventually: { timeout: number } = { timeout: 30_000 };
