import type { Instance, Me, Submission } from "@signoff/core/contract";
import type { Outcome } from "@signoff/core/outcome";
import {
	beginSettlement,
	isSameUser,
	parseSettlementState,
	resumeSettlement,
	type SettlementState,
	type Transition,
} from "@signoff/core/settlement";
import type { Issue } from "@signoff/core/validation";
import { createAuthenticatedTransport } from "../auth/authenticated-transport.ts";
import { type ClientContext, knownMe } from "../context/client-context.ts";
import { isAbortError } from "../errors/abort-error.ts";
import { invalidRequest } from "../errors/failed-request.ts";
import { SettlementStateError } from "../errors/settlement-state-error.ts";
import { runtimeMayResend } from "../http/runtime.ts";
import { isObject } from "../options/rules.ts";
import {
	knownInstance,
	policyOptions,
	type RespondOptions,
} from "./respond-options.ts";
import { runSettlement } from "./run-settlement.ts";
import { parseSettleOptions, type SettleOptions } from "./settle-options.ts";
import { validateSubmission } from "./validate-submission.ts";

/** Where a settlement is when `settle` resolves. `state` was saved last. */
export type SettleResult =
	| { kind: "settled"; state: SettlementState; outcome: Outcome }
	/** Nothing is to be done before `until` (Unix milliseconds): pass the state to `settle` then. */
	| { kind: "waiting"; state: SettlementState; until: number };

/**
 * Puts a response on record in steps that can be stored, so that another process can continue.
 *
 * @param from a submission, or the state that was saved last. One that has ended with a certain outcome resolves at
 * once, without a request; one that ended `uncertain` is settled again, in doubt. Otherwise the command that it holds counts as sent without an answer; the deadline and the maximum number of requests
 * start anew
 * @throws {TypeError} if an option is invalid
 * @throws {SignoffError} if the submission is invalid
 * @throws {SettlementStateError} if the state is of another version, no state at all, or of another person
 * @throws {AbortError} if `options.signal` aborts; the state that was saved last remains valid
 * @throws what `save` throws
 */
export async function settle(
	context: ClientContext,
	from: Submission | SettlementState,
	options: SettleOptions = {},
): Promise<SettleResult> {
	const { save, patienceMs, respondOptions } = parseSettleOptions(options);
	const instance = knownInstance(respondOptions);
	const source = parseSource(from);
	const certain = source.kind === "state" ? certainOutcome(source.state) : null;
	if (source.kind === "state" && certain !== null)
		return settled(source.state, certain);
	const transport = createAuthenticatedTransport(context, options.signal);
	const me = await knownMe(context, transport, options.attemptTimeoutMs);
	const first =
		source.kind === "state"
			? resume(source.state, me, respondOptions)
			: begin(source.submission, me, respondOptions, instance);
	const durable = { save, isResumed: source.kind === "state" };
	try {
		const end = await runSettlement(
			context,
			transport,
			first,
			respondOptions,
			durable,
			patienceMs,
		);
		await save(end.state);
		if (end.kind === "waiting") return end;
		const { outcome } = end.finish;
		context.observer?.outcome(first.state.submission, outcome);
		return settled(end.state, outcome);
	} catch (error) {
		if (isAbortError(error))
			context.observer?.outcome(first.state.submission, error.outcome);
		throw error;
	}
}

type Source =
	| { kind: "submission"; submission: Submission }
	| { kind: "state"; state: SettlementState };

/** Every submission has a `response`, and no state has one. */
function parseSource(from: unknown): Source {
	if (isObject(from) && ("response" in from || "company_id" in from)) {
		const parsed = validateSubmission(from);
		if (parsed.kind === "parsed")
			return { kind: "submission", submission: parsed.value };
		throw invalidRequest("Settling the submission", parsed.issues);
	}
	const parsed = parseSettlementState(from);
	if (parsed.kind === "parsed") return { kind: "state", state: parsed.value };
	throw new SettlementStateError(parsed.issues);
}

function begin(
	submission: Submission,
	me: Me | null,
	options: RespondOptions,
	instance: Instance | null,
): Transition {
	const policy = policyOptions(options);
	return beginSettlement(submission, me, policy, Date.now(), instance);
}

/** Refuses another person, as far as this client knows its own: reads would be compared with the wrong rows. */
function resume(
	state: SettlementState,
	me: Me | null,
	options: RespondOptions,
): Transition {
	if (me !== null && state.me !== null && !isSameUser(state.me, me))
		throw new SettlementStateError([anotherPerson]);
	const policy = {
		...policyOptions(options),
		fetchMayResend:
			options.fetchMayResend ??
			(state.policy.fetchMayResend || runtimeMayResend()),
	};
	return resumeSettlement(
		{ ...state, me: state.me ?? me },
		Date.now(),
		Math.random(),
		policy,
	);
}

const anotherPerson: Issue = {
	code: "another_person",
	path: ["me"],
	message:
		"The settlement was begun by another person than the owner of this client's token.",
};

function certainOutcome({ command }: SettlementState): Outcome | null {
	return command.kind === "finish" && command.outcome.kind !== "uncertain"
		? command.outcome
		: null;
}

function settled(state: SettlementState, outcome: Outcome): SettleResult {
	return { kind: "settled", state, outcome };
}
