import {
	type Instance,
	type Issue,
	malformed,
	type Outcome,
	outcomes,
	type Parsed,
	parseSubmission,
	type StepOccurrence,
	type Submission,
} from "@signoff/core";
import { harmless } from "../terminal/harmless.ts";
import { given, missing } from "./missing.ts";
import { chooseOption } from "./option.ts";
import { reading } from "./reading.ts";
import type { Session } from "./session.ts";
import { submissionFrom } from "./stdin.ts";

/** A submission that can go, with the instance where it was read on the way; or the outcome that came instead. */
export type Prepared =
	| { kind: "ready"; submission: Submission; seen: Instance | undefined }
	| { kind: "outcome"; outcome: Outcome };

/** Makes a submission from flags, settings, questions and a look at the instance; or takes a whole one from stdin. */
export async function prepare(session: Session): Promise<Prepared> {
	if (session.args.switches.stdin) return fromStdin(session);
	const draft = await draftFrom(session);
	if (draft.kind === "invalid") return invalid(draft.issues);
	const { company_id, project_id, id } = draft.value;
	const scope = { company_id, project_id };
	const read = await reading(
		session.client.instances.get(scope, id, { signal: session.signal }),
	);
	if (read.kind === "outcome") return sendable(draft.value) ?? read;
	return fromInstance(draft.value, read.value, session);
}

/** A response as far as it was named: the step and the option may still have to be found. */
type Draft = {
	company_id: string;
	project_id?: string | undefined;
	id: string;
	step: string | null;
	option: string | null;
	comment: string | undefined;
};

async function fromStdin({ args, stdin }: Session): Promise<Prepared> {
	const doubled = (
		[
			"company-id",
			"project-id",
			"instance",
			"option",
			"step",
			"comment",
		] as const
	).filter((flag) => args.texts[flag] !== undefined);
	if (doubled.length > 0)
		return invalid(
			doubled.map((flag) =>
				malformed(
					[],
					`With \`--stdin\` the submission is whole: leave out \`--${flag}\`.`,
				),
			),
		);
	const read = await submissionFrom(stdin);
	return read.kind === "parsed"
		? { kind: "ready", submission: read.value, seen: undefined }
		: read;
}

async function draftFrom({
	args: { texts },
	settings,
	ask,
}: Session): Promise<Parsed<Draft>> {
	const company_id = await given(settings.company_id, "company_id", ask);
	const id = await given(texts.instance, "id", ask);
	const issues: Issue[] = [];
	if (company_id === null) issues.push(missing("company_id"));
	if (id === null) issues.push(missing("id"));
	if (texts.option === undefined && ask === null)
		issues.push(missing("option"));
	if (company_id === null || id === null || issues.length > 0)
		return { kind: "invalid", issues };
	const { project_id } = settings;
	const draft: Draft = {
		company_id,
		project_id,
		id,
		step: texts.step ?? null,
		option: texts.option ?? null,
		comment: texts.comment,
	};
	// What is malformed is refused before anything is read; what is still unknown stands in as something well-formed.
	const checked = parseSubmission(
		submissionOf(draft, draft.step ?? "-", draft.option ?? "-"),
	);
	return checked.kind === "parsed" ? { kind: "parsed", value: draft } : checked;
}

async function fromInstance(
	draft: Draft,
	instance: Instance,
	{ ask }: Session,
): Promise<Prepared> {
	const current = instance.current_step_occurrence;
	const step = draft.step ?? current?.id;
	if (step === undefined) return invalid([noCurrentStep]);
	const options =
		current?.id === step ? current.available_response_options : [];
	const option =
		draft.option ??
		(ask === null
			? null
			: await given(undefined, "option", listing(ask, current, options)));
	if (option === null) return invalid([missing("option")]);
	const choice = chooseOption(option, options);
	if (choice.kind === "ambiguous") return invalid([ambiguous]);
	const checked = parseSubmission(submissionOf(draft, step, choice.id));
	return checked.kind === "parsed"
		? { kind: "ready", submission: checked.value, seen: instance }
		: invalid(checked.issues);
}

/** Where the instance cannot be read, what was named in full goes all the same: an id in digits can be no name to look up. */
function sendable(draft: Draft): Prepared | null {
	if (
		draft.step === null ||
		draft.option === null ||
		!/^[0-9]+$/.test(draft.option)
	)
		return null;
	return {
		kind: "ready",
		submission: submissionOf(draft, draft.step, draft.option),
		seen: undefined,
	};
}

function submissionOf(
	{ company_id, project_id, id, comment }: Draft,
	step: string,
	option: string,
): Submission {
	return {
		company_id,
		...(project_id === undefined ? {} : { project_id }),
		id,
		response: {
			current_step_occurrence_id: step,
			selected_response_option_id: option,
			...(comment === undefined ? {} : { comment }),
		},
	};
}

/** The same questions, with the options listed first. */
function listing(
	ask: NonNullable<Session["ask"]>,
	step: StepOccurrence | null,
	options: StepOccurrence["available_response_options"],
): Session["ask"] {
	const lines = options.map(
		({ id, name }) => `  ${harmless(id)}  ${harmless(name)}\n`,
	);
	const head = step?.name ? `${harmless(step.name)}\n` : "";
	return (question) => ask(`${head}${lines.join("")}${question}`);
}

const noCurrentStep: Issue = {
	code: "no_current_step",
	path: ["response", "current_step_occurrence_id"],
	message: "The instance has no current step: name the step with --step.",
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
