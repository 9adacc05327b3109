import { outcomes } from "@signoff/core/outcome";
import {
	advanceRequest,
	beginRequest,
	type RequestCommand,
	type RequestEvent,
	type RequestRule,
	type RequestState,
	requestOutcomeIfAborted,
} from "@signoff/core/request";
import { SignoffError } from "../errors/signoff-error.ts";
import { isSafe } from "../http/base-url.ts";
import { type Fetch, send, type WireCall } from "../http/transport.ts";
import { runMachine } from "../machine/run-machine.ts";

/** How long a transfer may take. */
export type Patience = {
	signal: AbortSignal | undefined;
	deadlineMs: number;
	attemptTimeoutMs: number;
};

const storing: RequestRule = { success: "2xx", idempotent: true };

/**
 * Sends bytes to storage, as often as core says. Storage is not the API: it gets the headers that the API named for it,
 * and never a token.
 *
 * @returns the answer's headers, names in lower case
 * @throws {SignoffError} where they were not taken
 * @throws {AbortError} where the signal breaks it off
 */
export async function store(
	fetch: Fetch,
	attempt: string,
	request: Omit<WireCall, "url"> & { url: string },
	{ signal, ...policy }: Patience,
): Promise<Record<string, string>> {
	const url = URL.parse(request.url);
	if (url === null || !isSafe(url))
		throw new SignoffError(attempt, outcomes.invalid([unsafe]));
	const { state, finish } = await runMachine(
		beginRequest(storing, policy, Date.now()),
		{
			carryOut: (command: CallOut): Promise<RequestEvent> =>
				command.kind === "refresh_token"
					? Promise.resolve({ kind: "refresh_refused" })
					: send(fetch, { ...request, url }, command.timeout_ms, signal),
			advance: advanceRequest,
			soFar: (state: RequestState, _: boolean, now: number) =>
				requestOutcomeIfAborted(state, now),
		},
		signal,
	);
	if (finish.result.kind === "done") return finish.result.headers;
	throw new SignoffError(attempt, requestOutcomeIfAborted(state, Date.now()));
}

type CallOut = Extract<RequestCommand, { timeout_ms: number }>;

const unsafe = {
	code: "unsafe_address",
	path: [],
	message: "The server names a place for the file that is not https.",
};
