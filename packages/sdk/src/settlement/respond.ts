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
	createCaller,
} from "../auth/authenticated-transport.ts";
import { knownMe } from "../auth/identity-cache.ts";
import type { ClientContext } from "../context/client-context.ts";
import { isAbortError } from "../errors/abort-error.ts";
import { addressOf } from "../http/base-url.ts";
import { get } from "../http/build-request.ts";
import type { WireCall } from "../http/transport.ts";
import { runMachine } from "../machine/run-machine.ts";
import type { Observer } from "../observability/observer.ts";
import {
	checkRespondOptions,
	policyOf,
	type RespondActivity,
	type RespondOptions,
	seenFrom,
} from "../options/check-options.ts";
import { isComing } from "../util/is-promise-like.ts";

/**
 * Puts a response on record, and finds out for certain what is.
 *
 * @throws {TypeError} where an option is not what it should be
 * @throws {AbortError} where `options.signal` breaks it off
 */
export async function respond(
	session: ClientContext,
	input: Submission,
	options: RespondOptions = {},
): Promise<Outcome> {
	checkRespondOptions(options);
	const seen = seenFrom(options);
	const parsed = parseSubmission(input);
	return await told(
		session,
		input,
		parsed.kind === "invalid"
			? Promise.resolve(outcomes.invalid(parsed.issues))
			: answer(session, parsed.value, options, seen),
	);
}

/** Does the same with what was checked before, and tells nobody what it came to. */
export async function answer(
	session: ClientContext,
	submission: Submission,
	options: RespondOptions,
	seen: Instance | null = null,
): Promise<Outcome> {
	const caller = createCaller(session, options.signal);
	const known = knownMe(session, caller, options.attemptTimeoutMs);
	// Most often it is at hand, and costs no turn.
	const me = isComing(known) ? await known : known;
	const first = beginSettlement(
		submission,
		me,
		policyOf(options),
		Date.now(),
		seen,
	);
	const { finish } = await settle(session, caller, first, options);
	return finish.outcome;
}

/** A settlement at its end. */
export type Settlement = {
	state: SettlementState;
	finish: Extract<SettlementCommand, { kind: "finish" }>;
};

/**
 * Carries a settlement out, from wherever it stands.
 *
 * @param save writes each state down before its command is carried out
 */
export function settle(
	session: ClientContext,
	caller: AuthenticatedTransport,
	first: Transition,
	options: RespondOptions,
	save?: (state: SettlementState) => Promise<void>,
): Promise<Settlement> {
	const { submission } = first.state;
	const extra = headersFrom(options);
	return runMachine<SettlementState, SettlementCommand>(
		first,
		{
			carryOut: (command: CallCommand): RequestEvent | Promise<RequestEvent> =>
				command.kind === "refresh_token"
					? caller.refresh(command.timeout_ms)
					: caller.call(
							requests[command.kind](session.base, submission, extra),
							command.timeout_ms,
						),
			advance: (state, event, now, random) => {
				const step = advanceSettlement(state, event, now, random);
				tellAttempts(session, state, step.state);
				if (step.command.kind === "finish")
					session.identity.learn(caller.used(), step.state.me);
				return step;
			},
			soFar: known,
			watch: watcherFor(session, options),
			...(save === undefined ? {} : { save }),
		},
		options.signal,
		session.rateLimiter.enter(),
	);
}

/** What a submission came to is told of, where it was aborted too. */
export function told(
	{ observer }: ClientContext,
	submission: Submission,
	coming: Promise<Outcome>,
): Promise<Outcome> {
	return observer === null ? coming : toldTo(observer, submission, coming);
}

async function toldTo(
	watch: Observer,
	submission: Submission,
	coming: Promise<Outcome>,
): Promise<Outcome> {
	try {
		const outcome = await coming;
		watch.outcome(submission, outcome);
		return outcome;
	} catch (error) {
		if (isAbortError(error)) watch.outcome(submission, error.outcome);
		throw error;
	}
}

/** What a call taught is known once the machine has taken its end. */
function tellAttempts(
	{ observer }: ClientContext,
	before: SettlementState,
	{ submission, attempts }: SettlementState,
): void {
	if (observer === null) return;
	for (const attempt of attempts.slice(before.attempts.length))
		observer.attempt(submission, attempt);
}

/** Tells of each command in a task of its own: what a caller's function throws cannot end the settlement. */
function watcherFor(
	{ observer }: ClientContext,
	{ onProgress }: RespondOptions,
): (state: SettlementState, command: SettlementCommand) => void {
	return ({ attempts, submission }, command) => {
		if (command.kind === "sleep") observer?.waiting(submission, command.until);
		if (onProgress === undefined) return;
		const doing = doingOf(command);
		if (doing !== null) queueMicrotask(() => onProgress({ attempts, doing }));
	};
}

function doingOf(command: SettlementCommand): RespondActivity | null {
	switch (command.kind) {
		case "finish":
			return null;
		case "sleep":
			return { kind: "waiting", until: new Date(command.until).toISOString() };
		default:
			return { kind: "calling", call: command.kind };
	}
}

type CallCommand = Extract<SettlementCommand, { timeout_ms: number }>;

/** A command that was never carried out is none. */
function known(
	state: SettlementState,
	underWay: boolean,
	now: number,
): Outcome {
	return outcomeIfAborted(
		underWay ? state : { ...state, command: { kind: "sleep", until: now } },
		now,
	);
}

/** The contract's requests (contract §1 and §2), all but the token. */
const requests: Record<
	Exclude<CallName, "refresh_token">,
	(base: URL, submission: Submission, extra: Record<string, string>) => WireCall
> = {
	submit: (base, submission, extra) => {
		const { path, headers, body } = serializeSubmission(submission);
		return {
			method: "POST",
			url: addressOf(base, path),
			headers: { ...headers, ...extra },
			body,
		};
	},
	read_me: (base, { company_id }) => get(base, paths.me(), company_id),
	read_instance: (base, submission) =>
		get(base, paths.instance(submission, submission.id), submission.company_id),
	read_history: (base, submission) =>
		get(base, paths.history(submission, submission.id), submission.company_id),
};

function headersFrom({
	idempotencyToken = false,
}: RespondOptions): Record<string, string> {
	if (idempotencyToken === false) return {};
	return {
		"Idempotency-Token":
			idempotencyToken === true ? crypto.randomUUID() : idempotencyToken,
	};
}
