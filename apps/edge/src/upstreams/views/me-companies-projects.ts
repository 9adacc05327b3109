import * as z from "zod/mini";

/** A v1 id: an integer if the stored id is one (contract §2). */
export type V1Id = number | string;

/** The caller, from `GET /me`. */
export type MeView = { id: V1Id; login: string; name: string };

/** A company of the v1 list. */
export type CompanyView = { id: V1Id; name: string; is_active: true };

/** A project of the v1 list. */
export type ProjectView = {
	id: V1Id;
	name: string;
	active: true;
	company: { id: V1Id; name: string };
};

/** A tool that has workflows. */
export type ToolView = {
	name: string;
	type: string;
	provider: "Project" | "Company";
	subtype?: string | undefined;
};

const id: z.ZodMiniType<V1Id> = z.union([z.int(), z.string()]);

/** Shape of {@link MeView}. */
export const meViewSchema: z.ZodMiniType<MeView> = z.object({
	id,
	login: z.string(),
	name: z.string(),
});

/** Shape of {@link CompanyView}. */
export const companyViewSchema: z.ZodMiniType<CompanyView> = z.object({
	id,
	name: z.string(),
	is_active: z.literal(true),
});

/** Shape of {@link ProjectView}. */
export const projectViewSchema: z.ZodMiniType<ProjectView> = z.object({
	id,
	name: z.string(),
	active: z.literal(true),
	company: z.object({ id, name: z.string() }),
});

/** Shape of {@link ToolView}. */
export const toolViewSchema: z.ZodMiniType<ToolView> = z.object({
	name: z.string(),
	type: z.string(),
	provider: z.enum(["Project", "Company"]),
	subtype: z.optional(z.string()),
});
