import type { History, Instance } from "@signoff/core/contract";
import { resolveOption } from "@signoff/core/contract/resolve-option";
import { type Outcome, outcomes } from "@signoff/core/outcome";
import { previewOutcome, stepOptions } from "@signoff/core/settlement";
import type { Issue } from "@signoff/core/validation";
import type { ClientContext } from "../context/client-context.ts";
import { isSignoffError, type SignoffError } from "../errors/signoff-error.ts";
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
import {
	ambiguousOption,
	noCurrentStep,
	noOptionsShown,
	unknownOption,
} from "./draft-issues.ts";

/**
 * Looks up the step and the option of a draft.
 *
 * @throws {AbortError} if the signal aborts
 * @throws {TypeError} if an option is unknown or invalid
 */
export async function resolveDraft(
	context: ClientContext,
	draft: Draft,
	options: ResolveDraftOptions = {},
): Promise<ResolvedDraft> {
	checkResolveDraftOptions(options);
	const { instance: _, ...readOptions } = options;
	const known = knownInstance(options);
	const issues = draftIssues(draft);
	if (issues.length > 0) return invalid(issues);
	// The owner of the token is read at the same time: `respond` needs it, and the client caches it.
	const [read] = await Promise.all([
		known?.id === draft.id
			? known
			: orFailure(getInstance(context, draft, draft.id, readOptions)),
		orFailure(knownOrReadMe(context, draft, readOptions)),
	]);
	if (isSignoffError(read)) {
		const unread = withOptionId(draft, draft.step ?? null, undefined);
		return unread ?? { kind: "refused", outcome: read.outcome };
	}
	return resolveOn(read, context, draft, readOptions);
}

async function resolveOn(
	instance: Instance,
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
		if (isSignoffError(read))
			return (
				withOptionId(draft, step, instance) ?? {
					kind: "refused",
					outcome: read.outcome,
				}
			);
		history = read;
	}
	const offered = stepOptions(instance, history, step);
	if (offered.length === 0)
		return withOptionId(draft, step, instance) ?? invalid([noOptionsShown]);
	const match = resolveOption(draft.option, offered);
	switch (match.kind) {
		case "found": {
			const submission = toSubmission(draft, step, match.option.id);
			return { kind: "resolved", submission, instance };
		}
		case "ambiguous":
			return invalid([ambiguousOption(offered)]);
		case "unknown": {
			const known = await priorOutcome(
				instance,
				context,
				draft,
				step,
				readOptions,
			);
			return known === null
				? invalid([unknownOption(offered)])
				: { kind: "refused", outcome: known };
		}
	}
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

/**
 * The submission of a draft whose options cannot be read. An option in digits is taken for an id, and the server decides
 * about it; a name cannot be looked up: `null`.
 */
function withOptionId(
	draft: Draft,
	step: string | null,
	instance: Instance | undefined,
): ResolvedDraft | null {
	if (step === null || !/^[0-9]+$/.test(draft.option)) return null;
	const submission = toSubmission(draft, step, draft.option);
	return { kind: "resolved", submission, instance };
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
