import type { History, Instance, Me } from "@signoff/core/contract";
import { type Outcome, outcomes } from "@signoff/core/outcome";
import { previewOutcome } from "@signoff/core/settlement";
import type { Issue } from "@signoff/core/validation";
import type { ClientContext } from "../context/client-context.ts";
import { isSignoffError, type SignoffError } from "../errors/signoff-error.ts";
import { checkArgument } from "../options/check-argument.ts";
import type { ReadOptions } from "../options/read-options.ts";
import { getHistory, getInstance } from "../resources/instances.ts";
import { knownOrReadMe } from "../resources/me.ts";
import { knownInstance } from "../settlement/respond-options.ts";
import {
	checkResolveDraftOptions,
	type Draft,
	draftIssues,
	type ResolveDraftOptions,
	type ResolvedDraft,
	toSubmission,
} from "./draft.ts";
import { noCurrentStep } from "./draft-issues.ts";
import { lookUpOption } from "./look-up-option.ts";

/**
 * Looks up the step and the option of a draft.
 *
 * @throws {AbortError} if the signal aborts
 * @throws {TypeError} if an option is unknown or invalid, or the draft is not an object
 */
export async function resolveDraft(
	context: ClientContext,
	draft: Draft,
	options: ResolveDraftOptions = {},
): Promise<ResolvedDraft> {
	checkArgument("draft", draft);
	checkResolveDraftOptions(options);
	const { instance: _, ...readOptions } = options;
	const known = knownInstance(options);
	const issues = draftIssues(draft);
	if (issues.length > 0) return invalid(issues);
	// The owner of the token is read at the same time: `respond` needs it, and the client caches it.
	const [read, person] = await Promise.all([
		known?.id === draft.id
			? known
			: orFailure(getInstance(context, draft, draft.id, readOptions)),
		orFailure(knownOrReadMe(context, draft, readOptions)),
	]);
	const me = isSignoffError(person) ? null : person;
	if (isSignoffError(read)) {
		const unread = withoutReads(draft, draft.step ?? null, undefined, me);
		return unread ?? { kind: "refused", outcome: read.outcome };
	}
	return resolveOn(read, me, context, draft, readOptions);
}

async function resolveOn(
	instance: Instance,
	me: Me | null,
	context: ClientContext,
	draft: Draft,
	readOptions: ReadOptions,
): Promise<ResolvedDraft> {
	const current = instance.current_step_occurrence;
	const step = draft.step ?? current?.id;
	if (step === undefined) return invalid([noCurrentStep]);
	let history: History | null = null;
	if (current?.id !== step) {
		const read = await orFailure(
			getHistory(context, draft, draft.id, readOptions),
		);
		if (isSignoffError(read)) {
			const unread = withoutReads(draft, step, instance, me);
			return unread ?? { kind: "refused", outcome: read.outcome };
		}
		history = read;
	}
	const lookup = lookUpOption(draft.option, step, instance, history);
	if (lookup.kind === "found")
		return resolved(draft, step, lookup.id, instance, me);
	const prior =
		lookup.kind === "not_offered"
			? await priorOutcome(instance, context, draft, step, readOptions)
			: null;
	return prior === null
		? invalid([lookup.issue])
		: { kind: "refused", outcome: prior };
}

/**
 * The outcome that precedes "not offered" by core's rule: another response of this person is on record for the current
 * step, or this person is not assigned to it. `null` if neither is shown.
 */
async function priorOutcome(
	instance: Instance,
	context: ClientContext,
	draft: Draft,
	step: string,
	readOptions: ReadOptions,
): Promise<Outcome | null> {
	if (instance.current_step_occurrence?.id !== step) return null;
	const me = await orFailure(knownOrReadMe(context, draft, readOptions));
	if (isSignoffError(me)) return null;
	const submission = toSubmission(draft, step, draft.option);
	const preview = previewOutcome(submission, me, instance, null);
	if (preview.would === "conflict")
		return outcomes.conflict(preview.on_record, preview.differs);
	return preview.would === "forbidden" && preview.reason !== null
		? outcomes.refused("forbidden", preview.reason)
		: null;
}

/** The submission of a draft if a read failed; `null` if the step is not given or the option may be a name. */
function withoutReads(
	draft: Draft,
	step: string | null,
	instance: Instance | undefined,
	me: Me | null,
): ResolvedDraft | null {
	if (step === null) return null;
	const lookup = lookUpOption(draft.option, step, instance ?? null, null);
	return lookup.kind === "found"
		? resolved(draft, step, lookup.id, instance, me)
		: null;
}

function resolved(
	draft: Draft,
	step: string,
	optionId: string,
	instance: Instance | undefined,
	me: Me | null,
): ResolvedDraft {
	const submission = toSubmission(draft, step, optionId);
	return { kind: "resolved", submission, instance, me };
}

/** The value of a read, or why it failed; an abort rejects. */
function orFailure<T>(read: Promise<T>): Promise<T | SignoffError> {
	return read.catch((error: unknown) => {
		if (isSignoffError(error)) return error;
		throw error;
	});
}

function invalid(issues: Issue[]): ResolvedDraft {
	return { kind: "refused", outcome: outcomes.invalid(issues) };
}
