import type { Issue } from "@signoff/core";

/** What the config file does not allow. */
export type Guardrails = {
	/** Nothing is sent. @default false */
	read_only?: boolean | undefined;
	/** The most answers that are sent together. @default no limit */
	max_batch?: number | undefined;
	/** Response types whose answers need a comment, such as `reject`. */
	comment_required?: readonly string[] | undefined;
	/** Response types whose answers a person confirms. */
	confirm?: readonly string[] | undefined;
	/** Ids of projects whose steps are not answered. */
	off_limits?: readonly string[] | undefined;
};

/** What is known about an answer. A part that is left out is not checked. */
export type AnswerFacts = {
	project_id?: string | undefined;
	/** The type of its response option, such as `approve`; `null` if it could not be read. */
	response_type?: string | null;
	comment?: string | null | undefined;
	/** Whether a person has confirmed it. */
	confirmed?: boolean;
	/** How many answers are sent together. */
	batch_size?: number;
};

/** The guardrails among the keys of the config file; `undefined` if there are none. */
export function guardrailsOf(file: Guardrails): Guardrails | undefined {
	const { read_only, max_batch, comment_required, confirm, off_limits } = file;
	const guardrails = {
		read_only,
		max_batch,
		comment_required,
		confirm,
		off_limits,
	};
	const isSet = Object.values(guardrails).some((value) => value !== undefined);
	return isSet ? guardrails : undefined;
}

/** Why the guardrails do not allow an answer; `null` if they allow it. Nothing may be sent otherwise. */
export function guardrailRefusal(
	guardrails: Guardrails,
	facts: AnswerFacts,
): Issue | null {
	const { read_only, max_batch, off_limits = [] } = guardrails;
	if (read_only === true)
		return issue([], "The config file allows reading only (`read_only`).");
	if (
		max_batch !== undefined &&
		facts.batch_size !== undefined &&
		facts.batch_size > max_batch
	)
		return issue(
			[],
			`The config file allows at most ${max_batch} answers at once (\`max_batch\`), and these are ${facts.batch_size}.`,
		);
	if (facts.project_id !== undefined && off_limits.includes(facts.project_id))
		return issue(
			["project_id"],
			"The config file allows no answers in this project (`off_limits`).",
		);
	return typeRefusal(guardrails, facts);
}

function typeRefusal(
	{ comment_required = [], confirm = [] }: Guardrails,
	{ response_type, comment, confirmed }: AnswerFacts,
): Issue | null {
	if (response_type === undefined) return null;
	const needsComment = appliesTo(comment_required, response_type);
	if (needsComment && !comment?.trim())
		return issue(
			["response", "comment"],
			response_type === null
				? `The config file asks for a comment for some types of answer (\`comment_required\`), and the type of this one could not be read: give a comment.`
				: `The config file asks for a comment for answers of the type \`${response_type}\` (\`comment_required\`).`,
		);
	if (appliesTo(confirm, response_type) && confirmed !== true)
		return issue(
			["response", "selected_response_option_id"],
			response_type === null
				? "The config file asks a person to confirm some types of answer (`confirm`), and the type of this one could not be read: send it at a terminal, with `signoff respond`."
				: `The config file asks a person to confirm answers of the type \`${response_type}\` (\`confirm\`): send it at a terminal, with \`signoff respond\`.`,
		);
	return null;
}

/** Whether the type of an answer has to be known. */
export function needsResponseType({
	comment_required = [],
	confirm = [],
}: Guardrails): boolean {
	return comment_required.length > 0 || confirm.length > 0;
}

/** A type that is not known may be one of them. */
function appliesTo(types: readonly string[], type: string | null): boolean {
	return types.length > 0 && (type === null || types.includes(type));
}

function issue(path: string[], message: string): Issue {
	return { code: "guardrail", path, message: `${message} Nothing was sent.` };
}
