import {
	type Instance,
	type Issue,
	parseSubmission,
	type StepOccurrence,
	type Submission,
} from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import { malformedIssue, sanitize } from "@signoff/core/validation";
import type { Session } from "./context/command-context.ts";
import { submissionFrom } from "./context/read-stdin.ts";
import { given, missing } from "./context/required-input.ts";
import { type Draft, draftFrom, submissionOf } from "./draft.ts";
import { chooseOption } from "./option.ts";
import type { Result } from "./output/result.ts";
import { type Read, reading } from "./reading.ts";

/** A submission that can go, with the instance where it was read on the way; or what the command came to instead. */
export type Prepared =
	| { kind: "ready"; submission: Submission; seen?: Instance }
	| Extract<Result, { kind: "outcome" | "misused" }>;

/**
 * Makes a submission from flags, settings, questions and a look at the instance; or takes a whole one from stdin.
 *
 * @param deadlineMs for the look, in milliseconds
 */
export async function prepare(
	session: Session,
	deadlineMs?: number,
): Promise<Prepared> {
	if (session.args.switches.stdin) return fromStdin(session);
	const drafted = await draftFrom(session);
	switch (drafted.kind) {
		case "missing":
			return { kind: "misused", issues: drafted.issues };
		case "invalid":
			return invalid(drafted.issues);
		case "draft": {
			const read = await look(drafted.draft, session, deadlineMs);
			if (read.kind === "read")
				return fromInstance(drafted.draft, read.value, session);
			return (
				sendable(drafted.draft) ?? { kind: "outcome", outcome: read.outcome }
			);
		}
	}
}

async function fromStdin({ args, stdin, signal }: Session): Promise<Prepared> {
	const doubled = parts.filter((flag) => args.texts[flag] !== undefined);
	if (doubled.length > 0)
		return {
			kind: "misused",
			issues: doubled.map((flag) =>
				malformedIssue(
					[],
					`With \`--stdin\` the submission is whole: leave out \`--${flag}\`.`,
				),
			),
		};
	const read = await submissionFrom(stdin, signal);
	return read.kind === "parsed"
		? { kind: "ready", submission: read.value }
		: invalid(read.issues);
}

const parts = [
	"company-id",
	"project-id",
	"instance",
	"option",
	"step",
	"comment",
] as const;

/** Reads the instance, and meanwhile who we are: the client remembers that, and knows our row on the step by it. */
async function look(
	{ company_id, project_id, id }: Draft,
	{ client, signal }: Session,
	deadlineMs?: number,
): Promise<Read<Instance>> {
	const scope = { company_id, project_id };
	const [instance] = await Promise.all([
		reading(client.instances.get(scope, id, { signal, deadlineMs })),
		reading(client.me(scope, { signal, deadlineMs })),
	]);
	return instance;
}

async function fromInstance(
	draft: Draft,
	instance: Instance,
	{ ask }: Session,
): Promise<Prepared> {
	const step = draft.step ?? instance.current_step_occurrence?.id;
	if (step === undefined) return invalid([noCurrentStep]);
	const shown =
		instance.current_step_occurrence?.id === step
			? instance.current_step_occurrence
			: null;
	const options = shown?.available_response_options ?? [];
	const option = await given(
		draft.option ?? undefined,
		"option",
		ask === null ? null : listing(ask, shown, options),
	);
	if (option === null) return { kind: "misused", issues: [missing("option")] };
	const choice = chooseOption(option, options);
	if (choice.kind === "ambiguous") return invalid([ambiguous]);
	const checked = parseSubmission(submissionOf(draft, step, choice.id));
	if (checked.kind === "invalid") return invalid(checked.issues);
	// Where the step is over, this look proved nothing, and the settlement needs one of its own.
	return {
		kind: "ready",
		submission: checked.value,
		...(shown === null ? {} : { seen: instance }),
	};
}

/**
 * Where the instance cannot be read, what was named in full goes all the same: whether it may is the server's to say.
 * An option written in digits is taken for an id then, since no name can be looked up.
 */
function sendable(draft: Draft): Prepared | null {
	const { step, option } = draft;
	if (step === null || option === null || !/^[0-9]+$/.test(option)) return null;
	return { kind: "ready", submission: submissionOf(draft, step, option) };
}

/** The same questions, with the step and its options shown first. */
function listing(
	ask: NonNullable<Session["ask"]>,
	step: StepOccurrence | null,
	options: StepOccurrence["available_response_options"],
): Session["ask"] {
	const lines = options.map(
		({ id, name }) => `  ${sanitize(id)}  ${sanitize(name)}\n`,
	);
	const head = step?.name ? `${sanitize(step.name)}\n` : "";
	return (question) => ask(`${head}${lines.join("")}${question}`);
}

const noCurrentStep: Issue = {
	code: "no_current_step",
	path: ["response", "current_step_occurrence_id"],
	message:
		"The instance has no current step (its workflow may have ended): name the step with --step.",
};

const ambiguous: Issue = {
	code: "ambiguous_option",
	path: ["response", "selected_response_option_id"],
	message:
		"Several of the step's options bear that name: give the option's id.",
};

function invalid(issues: Issue[]): Prepared {
	return { kind: "outcome", outcome: outcomes.invalid(issues) };
}
