import * as z from "zod/mini";
import type { Guardrails } from "../../model/guardrails.ts";

/** The content of the config file. Every key is optional. */
export type ConfigFile = {
	/** The address of the published schema, for editors. */
	$schema?: string | undefined;
	base_url?: string | undefined;
	token?: string | undefined;
	company_id?: string | undefined;
	/** For an inbox it may name several, separated by commas. */
	project_id?: string | undefined;
	/** The template of links to items on the web, such as `https://…/{project_id}/{item_id}`. */
	item_url?: string | undefined;
	/** How long an answer of the app can be taken back, in seconds; 0 sends it at once. @default 5 */
	undo_seconds?: number | undefined;
	/** Whether the app is a dialogue, line by line. @default false */
	accessible?: boolean | undefined;
	/** Other keys of the app, by name: `{ "inbox.reload": ["R"] }`. */
	keys?: Record<string, string[]> | undefined;
	/** More answers than this are confirmed with a typed word, if the app sends them together. @default 20 */
	type_to_send_above?: number | undefined;
} & Guardrails;

function text(description: string) {
	return z.optional(z.string().check(z.minLength(1), z.meta({ description })));
}

function texts(description: string) {
	return z.optional(
		z.array(z.string().check(z.minLength(1))).check(z.meta({ description })),
	);
}

const shape = {
	$schema: text("The address of this schema, for editors."),
	base_url: text("The address of the API. http is for this machine only."),
	token: text("An access token. `signoff login` is better."),
	company_id: text("The company."),
	project_id: text("The project; an inbox takes several, with commas."),
	item_url: text(
		"The template of links to items, such as https://app.example/{project_id}/{item_id}.",
	),
	undo_seconds: z.optional(
		z.number().check(
			z.gte(0),
			z.lte(3600),
			z.meta({
				description:
					"How long an answer of the app can be taken back; 0 sends it at once.",
				default: 5,
			}),
		),
	),
	accessible: z.optional(
		z.boolean().check(
			z.meta({
				description: "Show the app as a dialogue, line by line.",
				default: false,
			}),
		),
	),
	keys: z.optional(
		z.record(z.string(), z.array(z.string())).check(
			z.meta({
				description:
					'Other keys of the app, by name: { "inbox.reload": ["R"] }.',
			}),
		),
	),
	type_to_send_above: z.optional(
		z.int().check(
			z.gte(0),
			z.meta({
				description:
					"More answers than this are confirmed with a typed word, if the app sends them together.",
				default: 20,
			}),
		),
	),
	read_only: z.optional(
		z.boolean().check(z.meta({ description: "Send nothing.", default: false })),
	),
	max_batch: z.optional(
		z
			.int()
			.check(
				z.positive(),
				z.meta({ description: "The most answers that are sent together." }),
			),
	),
	comment_required: texts(
		"Response types whose answers need a comment, such as reject.",
	),
	confirm: texts("Response types whose answers a person confirms."),
	off_limits: texts("Ids of projects whose steps are not answered."),
};

/** Validates the config file; the published schema is made from it. */
export const configSchema: z.ZodMiniType<ConfigFile> = z.strictObject(shape);

/** The keys of the config file. */
export const configKeys: readonly string[] = Object.keys(shape);
