import { outcomes } from "@signoff/core/outcome";
import {
	advanceCall,
	beginCall,
	type CallCommand,
	type CallRule,
	type CallState,
	callSoFar,
	type SettleEvent,
} from "@signoff/core/request";
import { SignoffError } from "../errors/signoff-error.ts";
import { isSafe } from "../http/base-url.ts";
import { type Fetch, send, type WireCall } from "../http/transport.ts";
import { drive } from "../machine/run-machine.ts";

/** How long a transfer may take. */
export type Patience = {
	signal: AbortSignal | undefined;
	deadlineMs: number;
	attemptTimeoutMs: number;
};

const storing: CallRule = { success: "2xx", repeatable: true };

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
	const { state, finish } = await drive(
		beginCall(storing, policy, Date.now()),
		{
			carryOut: (command: CallOut): Promise<SettleEvent> =>
				command.kind === "refresh_token"
					? Promise.resolve({ kind: "refresh_refused" })
					: send(fetch, { ...request, url }, command.timeout_ms, signal),
			advance: advanceCall,
			soFar: (state: CallState, _: boolean, now: number) =>
				callSoFar(state, now),
		},
		signal,
	);
	if (finish.result.kind === "done") return finish.result.headers;
	throw new SignoffError(attempt, callSoFar(state, Date.now()));
}

type CallOut = Extract<CallCommand, { timeout_ms: number }>;

const unsafe = {
	code: "unsafe_address",
	path: [],
	message: "The server names a place for the file that is not https.",
};
