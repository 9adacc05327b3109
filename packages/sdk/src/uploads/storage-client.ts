import {
	advanceRequest,
	beginRequest,
	type RequestCommand,
	type RequestEvent,
	type RequestRule,
	type RequestState,
	requestOutcomeIfAborted,
} from "@signoff/core/request";
import { failedRequest, invalidRequest } from "../errors/failed-request.ts";
import { isSecureUrl } from "../http/base-url.ts";
import { type Fetch, type HttpRequest, send } from "../http/transport.ts";
import { runMachine } from "../machine/run-machine.ts";

/** How long a transfer may take. */
export type TransferLimits = {
	signal: AbortSignal | undefined;
	deadlineMs: number;
	attemptTimeoutMs: number;
};

const storageRule: RequestRule = { success: "2xx", idempotent: true };

/**
 * Sends bytes to storage, with the retries that core decides on. Storage is not the API: it receives the headers that
 * the API named for it, and never a token.
 *
 * @returns the response's headers, names in lower case
 * @throws {SignoffError} if storage does not accept them
 * @throws {AbortError} if the signal aborts
 */
export async function sendToStorage(
	fetch: Fetch,
	operation: string,
	request: Omit<HttpRequest, "url"> & { url: string },
	{ signal, ...policy }: TransferLimits,
): Promise<Record<string, string>> {
	const url = URL.parse(request.url);
	if (url === null || !isSecureUrl(url))
		throw invalidRequest(operation, [insecureUrl]);
	const { state, finish } = await runMachine(
		beginRequest(storageRule, policy, Date.now()),
		{
			execute: (command: ExecutableCommand): Promise<RequestEvent> =>
				command.kind === "refresh_token"
					? Promise.resolve({ kind: "refresh_refused" })
					: send(fetch, { ...request, url }, command.timeout_ms, signal),
			advance: advanceRequest,
			outcomeIfAborted: (state: RequestState, _: boolean, now: number) =>
				requestOutcomeIfAborted(state, now),
		},
		signal,
	);
	if (finish.result.kind === "done") return finish.result.headers;
	throw failedRequest(operation, requestOutcomeIfAborted(state, Date.now()));
}

type ExecutableCommand = Extract<RequestCommand, { timeout_ms: number }>;

const insecureUrl = {
	code: "unsafe_address",
	path: [],
	message: "The server names an address for the file that is not https.",
};
