import {
	exampleBodyFields,
	type Field,
	type PreparedExample,
	prepareExample,
} from "./prepared-example.ts";

/** A response to a step of the sample company, as every integration prepares it. */
export type ResponseJob = {
	respond: PreparedExample;
	preview: PreparedExample;
	readInstance: PreparedExample;
	/** The ids of the path, the step, the option and the comment, with the values of the sample company. */
	fields: Field[];
	/** Another option of the step, which conflicts with the first one. */
	otherOption: string;
};

/** How long the edge may take for the outcome, in seconds. The time-outs of the integrations are longer. */
export const waitSeconds = 25;

/** Reads the job from the examples of a document. */
export function responseJob(document: unknown): ResponseJob {
	const respond = prepareExample(document, "respondInProject", "recorded");
	const body = exampleBodyFields(document, "respondInProject", "recorded");
	const other = exampleBodyFields(document, "respondInProject", "conflict");
	return {
		respond,
		preview: prepareExample(document, "previewResponseInProject", "recorded"),
		readInstance: prepareExample(document, "getInstanceInProject", "recorded"),
		fields: [...respond.fields, body.step, body.option, body.comment],
		otherOption: other.option.value,
	};
}

/** The body of a submission (contract §1), from the text that stands for each field. */
export function submissionBody(textOf: (field: string) => string): {
	response: Record<string, unknown>;
} {
	return {
		response: {
			current_step_occurrence_id: textOf("step"),
			selected_response_option_id: textOf("option"),
			comment: textOf("comment"),
			attachments: {},
		},
	};
}

/** A path with the text that stands for each of its parameters. */
export function pathWith(
	{ path }: PreparedExample,
	textOf: (field: string) => string,
): string {
	return path.replace(/\{(\w+)\}/g, (_, name: string) => textOf(name));
}
