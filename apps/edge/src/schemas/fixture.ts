import type { DecisionType } from "@signoff/core";
import * as z from "zod/mini";

/** A response that a fixture has on record already. */
export type FixtureResponse = {
	/** Id of the person who gave it. */
	person: string;
	/** Id of the option selected. */
	option: string;
	comment?: string | undefined;
	/** When; an ISO time, or so long ago as `-3d`, `-5h`, `-10m`. Left out: with what came before it. */
	at?: string | undefined;
};

/** A company in a file: who there is, what is to be decided, and what was decided already. */
export type Fixture = {
	company: { id: string; name: string };
	projects: { id: string; name: string }[];
	/** Tokens are for loopback only, and kept as hashes. */
	people: {
		id: string;
		login: string;
		name: string;
		company: string;
		token?: string | undefined;
	}[];
	templates: {
		id: string;
		name: string;
		tool_type: string;
		tool_subtype?: string | undefined;
		tool_name: string;
		provider: "Project" | "Company";
		steps: {
			name: string;
			decision_type: DecisionType;
			due_in_days?: number | undefined;
			assignees: { person: string; required: boolean }[];
			response_options: { id: string; name: string; response_type: string }[];
		}[];
	}[];
	instances: {
		id: string;
		/** Left out for an instance at company level. */
		project_id?: string | undefined;
		template_id: string;
		item_id: string;
		/** Id of the person who started it. */
		created_by?: string | undefined;
		/** When it was started, written like {@link FixtureResponse.at}. Left out: now. */
		started_at?: string | undefined;
		/** In the order they were given; each answers the step that is current by then. */
		responses?: FixtureResponse[] | undefined;
	}[];
};

const printable = z.refine<string>(
	(text) => text.isWellFormed() && !/\p{Cc}/u.test(text),
	"must be well-formed Unicode without control characters",
);
const name = z.string().check(z.minLength(1), printable);
const id = z.string().check(
	z.minLength(1),
	printable,
	z.refine(
		(text) => text !== "." && text !== "..",
		"must not be a relative path",
	),
);
const digits = z
	.string()
	.check(
		z.regex(/^[1-9][0-9]{0,39}$/, "must be an integer, written in digits"),
	);
const token = z
	.string()
	.check(
		z.regex(
			/^[A-Za-z0-9._~+/-]+=*$/,
			"must consist of the characters of a bearer token",
		),
	);
const comment = z
	.string()
	.check(
		z.refine((text) => text.isWellFormed(), "must be well-formed Unicode"),
	);
const when = z.union(
	[z.iso.datetime(), z.string().check(z.regex(/^-[0-9]{1,5}[dhm]$/))],
	{
		error: "must be an ISO time, or so long ago as `-3d`, `-5h` or `-10m`",
	},
);
const listed = <T>(item: z.ZodMiniType<T>) =>
	z.array(item).check(z.minLength(1));

const step = z.strictObject({
	name,
	decision_type: z.enum(["first", "multiple"], "must be `first` or `multiple`"),
	due_in_days: z.optional(
		z
			.number()
			.check(
				z.minimum(0, "must not be negative"),
				z.maximum(3650, "must be at most 3650"),
			),
	),
	assignees: listed(z.strictObject({ person: id, required: z.boolean() })),
	response_options: listed(
		z.strictObject({
			id,
			name,
			response_type: z
				.string()
				.check(
					z.regex(
						/^(approve|return|reject)$/i,
						"must be `approve`, `return` or `reject`",
					),
				),
		}),
	),
});

/** Accepts a {@link Fixture} and nothing else. */
export const fixtureSchema: z.ZodMiniType<Fixture> = z.strictObject({
	company: z.strictObject({ id: digits, name }),
	projects: z.array(z.strictObject({ id, name })),
	people: z.array(
		z.strictObject({
			id,
			login: name,
			name,
			company: name,
			token: z.optional(token),
		}),
	),
	templates: z.array(
		z.strictObject({
			id,
			name,
			tool_type: name,
			tool_subtype: z.optional(name),
			tool_name: name,
			provider: z.enum(
				["Project", "Company"],
				"must be `Project` or `Company`",
			),
			steps: listed(step),
		}),
	),
	instances: z.array(
		z.strictObject({
			id,
			project_id: z.optional(id),
			template_id: id,
			item_id: name,
			created_by: z.optional(id),
			started_at: z.optional(when),
			responses: z.optional(
				z.array(
					z.strictObject({
						person: id,
						option: id,
						comment: z.optional(comment),
						at: z.optional(when),
					}),
				),
			),
		}),
	),
});
