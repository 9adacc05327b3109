import {
	type Instance,
	type Submission,
	submissionSchema,
} from "@signoff/core/contract";
import { type Outcome, outcomes } from "@signoff/core/outcome";
import { beginSettlement } from "@signoff/core/settlement/settlement";
import type { Issue } from "@signoff/core/validation";
import { createAuthenticatedTransport } from "../auth/authenticated-transport.ts";
import { type ClientContext, knownMe } from "../context/client-context.ts";
import { isAbortError } from "../errors/abort-error.ts";
import type { Observer } from "../observability/observer.ts";
import { isPromiseLike } from "../util/is-promise-like.ts";
import {
	checkRespondOptions,
	knownInstance,
	policyOptions,
	type RespondOptions,
} from "./respond-options.ts";
import { runSettlement } from "./run-settlement.ts";

/**
 * Puts a response on record, and determines what is on record.
 *
 * @param findIssues says why a submission is not valid
 * @throws {TypeError} if an option is invalid
 * @throws {AbortError} if `options.signal` aborts
 */
export async function respond(
	context: ClientContext,
	findIssues: (input: unknown) => Promise<Issue[]>,
	input: Submission,
	options: RespondOptions = {},
): Promise<Outcome> {
	checkRespondOptions(options);
	const instance = knownInstance(options);
	const { data } = submissionSchema.safeParse(input);
	return await reportOutcome(
		context,
		input,
		data === undefined
			? findIssues(input).then(outcomes.invalid)
			: settleValidated(context, data, options, instance),
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
