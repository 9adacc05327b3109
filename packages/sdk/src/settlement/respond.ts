import {
	type Instance,
	parseSubmission,
	paths,
	type Submission,
	serializeSubmission,
} from "@signoff/core/contract";
import { type CallName, type Outcome, outcomes } from "@signoff/core/outcome";
import type { RequestEvent } from "@signoff/core/request";
import type {
	SettlementCommand,
	SettlementState,
	Transition,
} from "@signoff/core/settlement";
import {
	advanceSettlement,
	beginSettlement,
	outcomeIfAborted,
} from "@signoff/core/settlement/settlement";
import {
	type AuthenticatedTransport,
	createAuthenticatedTransport,
} from "../auth/authenticated-transport.ts";
import { type ClientContext, knownMe } from "../context/client-context.ts";
import { isAbortError } from "../errors/abort-error.ts";
import { endpointUrl } from "../http/base-url.ts";
import { buildGet } from "../http/build-request.ts";
import type { HttpRequest } from "../http/transport.ts";
import { runMachine } from "../machine/run-machine.ts";
import type { Observer } from "../observability/observer.ts";
import { isPromiseLike } from "../util/is-promise-like.ts";
import {
	checkRespondOptions,
	knownInstance,
	policyOptions,
	type RespondActivity,
	type RespondOptions,
} from "./respond-options.ts";

/**
 * Puts a response on record, and determines what is on record.
 *
 * @throws {TypeError} if an option is invalid
 * @throws {AbortError} if `options.signal` aborts
 */
export async function respond(
	context: ClientContext,
	input: Submission,
	options: RespondOptions = {},
): Promise<Outcome> {
	checkRespondOptions(options);
	const instance = knownInstance(options);
	const parsed = parseSubmission(input);
	return await reportOutcome(
		context,
		input,
		parsed.kind === "invalid"
			? Promise.resolve(outcomes.invalid(parsed.issues))
			: settleValidated(context, parsed.value, options, instance),
	);
}

/** Settles a submission that is validated already. Does not report the outcome. */
export async function settleValidated(
	context: ClientContext,
	submission: Submission,
	options: RespondOptions,
	instance: Instance | null = null,
): Promise<Outcome> {
	const transport = createAuthenticatedTransport(context, options.signal);
	const known = knownMe(context, transport, options.attemptTimeoutMs);
	// Usually available at once; then no microtask is spent on it.
	const me = isPromiseLike(known) ? await known : known;
	const first = beginSettlement(
		submission,
		me,
		policyOptions(options),
		Date.now(),
		instance,
	);
	const { finish } = await runSettlement(context, transport, first, options);
	return finish.outcome;
}

/** A settlement that has ended. */
export type FinishedSettlement = {
	state: SettlementState;
	finish: Extract<SettlementCommand, { kind: "finish" }>;
};

/**
 * Runs a settlement from any state to its end.
 *
 * @param save stores each state before its command is executed
 */
export function runSettlement(
	context: ClientContext,
	transport: AuthenticatedTransport,
	first: Transition,
	options: RespondOptions,
	save?: (state: SettlementState) => Promise<void>,
): Promise<FinishedSettlement> {
	const { submission } = first.state;
	const headers = idempotencyHeader(options);
	return runMachine<SettlementState, SettlementCommand>(
		first,
		{
			execute: (
				command: ExecutableCommand,
			): RequestEvent | Promise<RequestEvent> =>
				command.kind === "refresh_token"
					? transport.refresh(command.timeout_ms)
					: transport.send(
							buildRequest[command.kind](context.base, submission, headers),
							command.timeout_ms,
						),
			advance: (state, event, now, random) => {
				const next = advanceSettlement(state, event, now, random);
				reportAttempts(context, state, next.state);
				if (next.command.kind === "finish")
					context.identityCache.set(transport.lastToken(), next.state.me);
				return next;
			},
			// If the command was not executed, treat it as not started.
			outcomeIfAborted: (state, inFlight, now) =>
				outcomeIfAborted(
					inFlight
						? state
						: { ...state, command: { kind: "sleep", until: now } },
					now,
				),
			onCommand: progressReporter(context, options),
			...(save === undefined ? {} : { save }),
		},
		options.signal,
		context.rateLimiter.openSlot(),
	);
}

/** Reports the outcome to hooks and logger, also after an abort. */
export function reportOutcome(
	{ observer }: ClientContext,
	submission: Submission,
	outcome: Promise<Outcome>,
): Promise<Outcome> {
	return observer === null
		? outcome
		: observeOutcome(observer, submission, outcome);
}

async function observeOutcome(
	observer: Observer,
	submission: Submission,
	pending: Promise<Outcome>,
): Promise<Outcome> {
	try {
		const outcome = await pending;
		observer.outcome(submission, outcome);
		return outcome;
	} catch (error) {
		if (isAbortError(error)) observer.outcome(submission, error.outcome);
		throw error;
	}
}

/** Reports the attempts that a transition added: what a request proves is known only after it. */
function reportAttempts(
	{ observer }: ClientContext,
	before: SettlementState,
	{ submission, attempts }: SettlementState,
): void {
	if (observer === null) return;
	for (const attempt of attempts.slice(before.attempts.length))
		observer.attempt(submission, attempt);
}

/** Calls `onProgress` in a microtask: an error that it throws cannot end the settlement. */
function progressReporter(
	{ observer }: ClientContext,
	{ onProgress }: RespondOptions,
): (state: SettlementState, command: SettlementCommand) => void {
	return ({ attempts, submission }, command) => {
		if (command.kind === "sleep") observer?.waiting(submission, command.until);
		if (onProgress === undefined) return;
		const activity = activityOf(command);
		if (activity !== null)
			queueMicrotask(() => onProgress({ attempts, activity }));
	};
}

function activityOf(command: SettlementCommand): RespondActivity | null {
	switch (command.kind) {
		case "finish":
			return null;
		case "sleep":
			return { kind: "waiting", until: new Date(command.until).toISOString() };
		default:
			return { kind: "calling", call: command.kind };
	}
}

type ExecutableCommand = Extract<SettlementCommand, { timeout_ms: number }>;

/** The contract's requests (contract §1 and §2), without the token. */
const buildRequest: Record<
	Exclude<CallName, "refresh_token">,
	(
		base: URL,
		submission: Submission,
		headers: Record<string, string>,
	) => HttpRequest
> = {
	submit: (base, submission, extraHeaders) => {
		const { path, headers, body } = serializeSubmission(submission);
		return {
			method: "POST",
			url: endpointUrl(base, path),
			headers: { ...headers, ...extraHeaders },
			body,
		};
	},
	read_me: (base, { company_id }) => buildGet(base, paths.me(), company_id),
	read_instance: (base, submission) =>
		buildGet(
			base,
			paths.instance(submission, submission.id),
			submission.company_id,
		),
	read_history: (base, submission) =>
		buildGet(
			base,
			paths.history(submission, submission.id),
			submission.company_id,
		),
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
