import { statSync } from "node:fs";
import type { Instance, Outcome, Submission } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import {
	outcomeIfAborted,
	type SettlementState,
} from "@signoff/core/settlement";
import {
	type Client,
	isAbortError,
	isSettlementStateError,
	isSignoffError,
	type RespondProgress,
	type SettleResult,
	type UploadProgress,
} from "@signoff/sdk";
import { attachFiles } from "@signoff/sdk/node";
import type { Claim } from "./claim.ts";
import { LeaseLostError, OutboxError } from "./outbox-error.ts";
import { retryAt } from "./retry-at.ts";

/** How a claimed entry is sent. Durations in milliseconds. */
export type SettleClaimOptions = {
	/** Ends it with the outcome that is known so far. */
	signal?: AbortSignal | undefined;
	/** The longest wait: instead of a longer one, the entry is put back. @default no limit */
	patienceMs?: number | undefined;
	/** As in `client.settle`. */
	deadlineMs?: number | undefined;
	/** As in `client.settle`. */
	instance?: Instance | undefined;
	/** As in `client.settle`. */
	onProgress?: ((progress: RespondProgress) => void) | undefined;
	/**
	 * Says why an answer that is certainly not on record may not be sent now; `null` if it may. One that is refused for good
	 * becomes a draft.
	 *
	 * @default every answer may be sent
	 */
	objection?:
		| ((claim: Claim, signal: AbortSignal) => Promise<Outcome | null>)
		| undefined;
	/** Called while a file is uploaded. */
	onUpload?: ((path: string, progress: UploadProgress) => void) | undefined;
};

/** How sending an entry ended. */
export type SettleClaimResult =
	/** With an outcome; one that is `uncertain` or `deferred` leaves the entry open. */
	| { kind: "ended"; outcome: Outcome }
	/** It is continued at `until`, in Unix milliseconds. */
	| { kind: "waiting"; until: number }
	/** `signal` aborted. */
	| { kind: "aborted"; outcome: Outcome }
	/** Another process has taken over the entry. */
	| { kind: "lost" };

/**
 * Sends a claimed entry: uploads its files, and settles its submission with each state stored before the next request.
 *
 * @throws {OutboxError} if the outbox cannot be written: nothing more is sent. Its `outcome` is what is known
 */
export async function settleClaim(
	client: Client,
	claim: Claim,
	options: SettleClaimOptions = {},
): Promise<SettleClaimResult> {
	const { now } = claim;
	let known: Outcome | null = null;
	const save = (state: SettlementState): void => {
		known = knownSoFar(state, now());
		claim.save(state);
	};
	try {
		const sending = await uploadAndSettle(client, claim, options, save);
		if (sending.kind === "waiting") {
			claim.wait(sending.until);
			return { kind: "waiting", until: sending.until };
		}
		known = sending.outcome;
		const due_at = retryAt(known, claim.entry.tries, now());
		claim.finish(known, due_at, sending.kind === "refused");
		return { kind: "ended", outcome: known };
	} catch (error) {
		if (error instanceof LeaseLostError || claim.lost.aborted)
			return { kind: "lost" };
		if (error instanceof OutboxError) {
			error.outcome = known;
			throw error;
		}
		if (!isAbortError(error)) throw error;
		return interrupt(claim, error.outcome);
	}
}

function interrupt(claim: Claim, outcome: Outcome): SettleClaimResult {
	try {
		claim.interrupt();
		return { kind: "aborted", outcome };
	} catch (error) {
		if (error instanceof LeaseLostError) return { kind: "lost" };
		throw error;
	}
}

type Sending =
	| { kind: "settled"; outcome: Outcome }
	/** Nothing may be sent. */
	| { kind: "refused"; outcome: Outcome }
	| Extract<SettleResult, { kind: "waiting" }>;

async function uploadAndSettle(
	client: Client,
	claim: Claim,
	options: SettleClaimOptions,
	save: (state: SettlementState) => void,
): Promise<Sending> {
	const signal = anySignal(claim.lost, options.signal);
	const objection = mayBeOnRecord(claim)
		? null
		: ((await options.objection?.(claim, signal)) ?? null);
	if (objection !== null) return { kind: "refused", outcome: objection };
	const upload = await uploadFiles(client, claim, signal, options);
	if (upload.kind === "failed")
		return { kind: "settled", outcome: upload.outcome };
	const { patienceMs, deadlineMs, instance, onProgress } = options;
	try {
		return await client.settle(sourceOf(claim, upload.submission), {
			save,
			signal,
			patienceMs,
			deadlineMs,
			onProgress,
			...(instance === undefined ? {} : { instance }),
		});
	} catch (error) {
		if (isSignoffError(error))
			return { kind: "settled", outcome: error.outcome };
		if (isSettlementStateError(error))
			throw new OutboxError(
				`The outbox cannot continue an entry. ${error.message}`,
				{ cause: error },
			);
		throw error;
	}
}

/** A settlement that has begun continues; one that ended `deferred` has not reached the server, and begins anew. */
function sourceOf(
	{ entry: { state } }: Claim,
	submission: Submission,
): Submission | SettlementState {
	const settlement = state.kind === "open" ? state.settlement : null;
	return settlement === null || hasReachedNothing(settlement)
		? submission
		: settlement;
}

function hasReachedNothing({ command }: SettlementState): boolean {
	return command.kind === "finish" && command.outcome.kind === "deferred";
}

function mayBeOnRecord({ entry: { sent, state } }: Claim): boolean {
	const settlement = state.kind === "open" ? state.settlement : null;
	return sent && (settlement === null || !hasReachedNothing(settlement));
}

type Upload =
	| { kind: "ready"; submission: Submission }
	| { kind: "failed"; outcome: Outcome };

async function uploadFiles(
	client: Client,
	claim: Claim,
	signal: AbortSignal,
	{ onUpload }: SettleClaimOptions,
): Promise<Upload> {
	const { submission, files } = claim.entry;
	if (files.length === 0) return { kind: "ready", submission };
	try {
		let attached = submission;
		for (const path of files) {
			const size = statSync(path).size;
			onUpload?.(path, { sent: 0, total: size });
			attached = await attachFiles(client, attached, [path], {
				signal,
				uploads: claim.uploads,
				onProgress: onUpload,
			});
		}
		claim.attached(attached);
		return { kind: "ready", submission: attached };
	} catch (error) {
		if (isSignoffError(error))
			return { kind: "failed", outcome: error.outcome };
		if (isSystemError(error))
			return {
				kind: "failed",
				outcome: outcomes.invalid([unreadableFile(error, files)]),
			};
		throw error;
	}
}

function isSystemError(error: unknown): error is Error & { code: string } {
	return (
		error instanceof Error && "code" in error && typeof error.code === "string"
	);
}

/** The file is counted: a path is not repeated. */
function unreadableFile(
	{ code, path }: { code: string; path?: string },
	files: readonly string[],
): {
	code: string;
	path: string[];
	message: string;
} {
	return {
		code: "unreadable_file",
		path: ["response", "attachments"],
		message: `${fileName(files.indexOf(path ?? ""), files.length)} cannot be read (${code}).`,
	};
}

function fileName(index: number, count: number): string {
	return index === -1 || count === 1
		? "A file"
		: `File ${index + 1} of ${count}`;
}

/** What is certain although the state could not be stored: its command was not executed. */
function knownSoFar(state: SettlementState, now: number): Outcome {
	const { command } = state;
	return outcomeIfAborted(
		command.kind === "finish"
			? state
			: { ...state, command: { kind: "sleep", until: now } },
		now,
	);
}

function anySignal(lost: AbortSignal, signal?: AbortSignal): AbortSignal {
	return signal === undefined ? lost : AbortSignal.any([lost, signal]);
}
