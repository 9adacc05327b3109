import type { Attachments, Me, Submission } from "@signoff/core";
import * as z from "zod/mini";

/** What a person has written for a step and not sent. */
export type Draft = {
	/** The chosen option's id; `null` if none is chosen. */
	option_id: string | null;
	comment: string;
	/** Paths of files to upload. */
	files: string[];
	/** Files that the server has. */
	attachments?: Attachments | undefined;
};

/** The step that a draft is for. */
export type DraftStep = {
	company_id: string;
	project_id?: string | undefined;
	/** The instance. */
	id: string;
	step_id: string;
};

/** A draft, its step, and when it was written, in Unix milliseconds. */
export type StoredDraft = { step: DraftStep; draft: Draft; at: number };

const ids = z.optional(z.array(z.string()));

/** Parses what is stored. */
export const draftSchema: z.ZodMiniType<Draft> = z.object({
	option_id: z.nullable(z.string()),
	comment: z.string(),
	files: z.array(z.string()),
	attachments: z.optional(
		z.object({
			file_version_ids: ids,
			prostore_file_ids: ids,
			form_ids: ids,
			image_ids: ids,
			upload_ids: ids,
			drawing_revision_ids: ids,
		}),
	),
});

/** The draft that a submission was made of, and its step. */
export function draftOf(
	{ company_id, project_id, id, response }: Submission,
	files: readonly string[],
): { step: DraftStep; draft: Draft } {
	const { attachments } = response;
	return {
		step: {
			company_id,
			...(project_id === undefined ? {} : { project_id }),
			id,
			step_id: response.current_step_occurrence_id,
		},
		draft: {
			option_id: response.selected_response_option_id,
			comment: response.comment ?? "",
			files: [...files],
			...(attachments === undefined ? {} : { attachments }),
		},
	};
}

/** The key of a person's drafts. */
export function personKey(person: Me | null): string {
	return person?.id ?? "";
}
