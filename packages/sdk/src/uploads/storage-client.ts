import {
	advanceRequest,
	beginRequest,
	type RequestCommand,
	type RequestEvent,
	type RequestRule,
	type RequestState,
	requestOutcomeIfAborted,
} from "@signoff/core/request";
import type { ClientContext } from "../context/client-context.ts";
import { failedRequest } from "../errors/failed-request.ts";
import { isSecureUrl } from "../http/base-url.ts";
import { type HttpRequest, type SendResult, send } from "../http/transport.ts";
import { runMachine } from "../machine/run-machine.ts";

import { uploadError } from "./upload-errors.ts";

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
	{ fetch, base }: Pick<ClientContext, "fetch" | "base">,
	operation: string,
	request: Omit<HttpRequest, "url"> & { url: string },
	{ signal, ...policy }: TransferLimits,
): Promise<Record<string, string>> {
	const url = URL.parse(request.url);
	if (url === null || !isSafeTarget(url, base))
		throw uploadError(operation, "unsafe_address");
	const { state, finish } = await runMachine(
		beginRequest(storageRule, policy, Date.now()),
		{
			execute: async ({
				kind,
				timeout_ms,
			}: ExecutableCommand): Promise<RequestEvent> =>
				kind === "refresh_token"
					? { kind: "refresh_refused" }
					: withTimeoutStatus(
							await send(fetch, { ...request, url }, timeout_ms, signal),
						),
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

/** An API on https may not name storage on plain http, on this machine either: its reply is not under our control. */
function isSafeTarget(url: URL, { protocol }: URL): boolean {
	return protocol === "https:" ? url.protocol === protocol : isSecureUrl(url);
}

/** S3 answers 400 if a body arrives too slowly, which is a 408 (contract §5). */
function withTimeoutStatus(result: SendResult): SendResult {
	return result.kind === "response" &&
		result.status === 400 &&
		typeof result.data === "string" &&
		result.data.includes("<Code>RequestTimeout</Code>")
		? { ...result, status: 408 }
		: result;
}
