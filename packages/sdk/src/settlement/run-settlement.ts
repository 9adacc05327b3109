import {
	paths,
	type Submission,
	serializeSubmission,
} from "@signoff/core/contract";
import type { CallName } from "@signoff/core/outcome";
import type { RequestEvent } from "@signoff/core/request";
import type {
	SettlementCommand,
	SettlementState,
	Transition,
} from "@signoff/core/settlement";
import {
	advanceSettlement,
	outcomeIfAborted,
} from "@signoff/core/settlement/settlement";
import type { AuthenticatedTransport } from "../auth/authenticated-transport.ts";
import type { ClientContext } from "../context/client-context.ts";
import { endpointUrl } from "../http/base-url.ts";
import { buildGet } from "../http/build-request.ts";
import type { withForeignAnswer } from "../http/foreign-answer.ts";
import type { HttpRequest } from "../http/transport.ts";
import type { Machine } from "../machine/machine.ts";
import {
	type Finished,
	runMachine,
	type Waiting,
} from "../machine/run-machine.ts";
import type { RespondActivity, RespondOptions } from "./respond-options.ts";

/** A settlement that has ended. Its last state is not saved. */
export type FinishedSettlement = Finished<SettlementState, SettlementCommand>;

/** A settlement that was left before a long sleep. The state with the sleep is not saved. */
export type WaitingSettlement = Waiting<SettlementState>;

/** How a settlement is stored, so that another process can continue it. */
export type DurableOptions = {
	/** Stores each state before its command is executed. */
	save: (state: SettlementState) => Promise<void>;
	/** Whether `first` continues a settlement: its person may not be the owner of this client's token. */
	isResumed: boolean;
};

/** Runs a settlement from any state to its end. `respond`, `respondAll` and `settle` all run their settlements here. */
export function runSettlement(
	context: ClientContext,
	transport: AuthenticatedTransport,
	first: Transition,
	options: RespondOptions,
	durable?: DurableOptions,
): Promise<FinishedSettlement>;
/** @param patienceMs the settlement is left before a sleep that takes longer */
export function runSettlement(
	context: ClientContext,
	transport: AuthenticatedTransport,
	first: Transition,
	options: RespondOptions,
	durable: DurableOptions | undefined,
	patienceMs: number,
): Promise<FinishedSettlement | WaitingSettlement>;
export function runSettlement(
	context: ClientContext,
	transport: AuthenticatedTransport,
	first: Transition,
	options: RespondOptions,
	durable?: DurableOptions,
	patienceMs: number = Number.POSITIVE_INFINITY,
): Promise<FinishedSettlement | WaitingSettlement> {
	return runMachine(
		first,
		settlementMachine(context, transport, first, options, durable),
		options.signal,
		context.rateLimiter.openSlot(),
		patienceMs,
	);
}

function settlementMachine(
	context: ClientContext,
	transport: AuthenticatedTransport,
	first: Transition,
	options: RespondOptions,
	durable: DurableOptions | undefined,
): Machine<SettlementState, SettlementCommand> {
	const { submission, me } = first.state;
	const headers = idempotencyHeader(options);
	// The person of a resumed settlement was read with another token.
	const isOwner = durable?.isResumed !== true || me === null;
	return {
		execute: (
			command: ExecutableCommand,
		): RequestEvent | Promise<RequestEvent> =>
			command.kind === "refresh_token"
				? transport.refresh(command.timeout_ms)
				: transport.send(
						buildRequest(command.kind, context.base, submission, headers),
						command.timeout_ms,
					),
		advance: (state, event, now, random) => {
			const next = explained(
				advanceSettlement(state, event, now, random),
				event,
				context.base,
			);
			reportAttempts(context, state, next.state);
			if (next.command.kind === "finish" && isOwner)
				context.identityCache.set(transport.lastToken(), next.state.me);
			return next;
		},
		// If the command was not executed, treat it as not started.
		outcomeIfAborted: (state, inFlight, now) =>
			outcomeIfAborted(
				inFlight ? state : { ...state, command: { kind: "sleep", until: now } },
				now,
			),
		onCommand: progressReporter(context, options),
		...(durable === undefined ? {} : { save: durable.save }),
	};
}

// Loaded when another server first answers: there is a wait before its third answer ends the settlement.
let explain: typeof withForeignAnswer | null = null;

/** If the settlement ends because another server answered, its outcome says what came instead. */
function explained(
	next: Transition,
	event: RequestEvent,
	base: URL,
): Transition {
	const { state, command } = next;
	if (state.foreign_answers === 0) return next;
	if (command.kind !== "finish" || explain === null) {
		void import("../http/foreign-answer.ts").then(
			(loaded) => {
				explain = loaded.withForeignAnswer;
			},
			() => {},
		);
		return next;
	}
	const outcome = explain(command.outcome, event, base);
	const finish: SettlementCommand = { kind: "finish", outcome };
	return { state: { ...state, command: finish }, command: finish };
}

/** Reports the attempts that a transition added: what a request proves is known only after it. */
function reportAttempts(
	{ observer }: ClientContext,
	before: SettlementState,
	{ submission, attempts }: SettlementState,
): void {
	for (const attempt of attempts.slice(before.attempts.length))
		observer?.attempt(submission, attempt);
}

/** Calls `onProgress` in a microtask: an error that it throws cannot end the settlement. */
function progressReporter(
	{ observer }: ClientContext,
	{ onProgress }: RespondOptions,
): (state: SettlementState, command: SettlementCommand) => void {
	return ({ attempts, submission }, command) => {
		if (command.kind === "sleep") observer?.waiting(submission, command.until);
		if (onProgress === undefined || command.kind === "finish") return;
		const activity = activityOf(command);
		queueMicrotask(() => onProgress({ attempts, activity }));
	};
}

function activityOf(
	command: Exclude<SettlementCommand, { kind: "finish" }>,
): RespondActivity {
	return command.kind === "sleep"
		? { kind: "waiting", until: new Date(command.until).toISOString() }
		: { kind: "calling", call: command.kind };
}

type ExecutableCommand = Extract<SettlementCommand, { timeout_ms: number }>;

/** The contract's requests (contract §1 and §2), without the token. */
function buildRequest(
	call: Exclude<CallName, "refresh_token">,
	base: URL,
	submission: Submission,
	extraHeaders: Record<string, string>,
): HttpRequest {
	if (call !== "submit")
		return buildGet(base, readPaths[call](submission), submission.company_id);
	const { path, headers, body } = serializeSubmission(submission);
	return {
		method: "POST",
		url: endpointUrl(base, path),
		headers: { ...headers, ...extraHeaders },
		body,
	};
}

const readPaths: Record<
	Exclude<CallName, "refresh_token" | "submit">,
	(submission: Submission) => string
> = {
	read_me: paths.me,
	read_instance: (submission) => paths.instance(submission, submission.id),
	read_history: (submission) => paths.history(submission, submission.id),
};

function idempotencyHeader({
	idempotencyToken = false,
}: RespondOptions): Record<string, string> {
	if (idempotencyToken === false) return {};
	return {
		"Idempotency-Token":
			idempotencyToken === true ? crypto.randomUUID() : idempotencyToken,
	};
}
