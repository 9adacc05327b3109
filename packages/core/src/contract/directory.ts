import * as z from "zod/mini";
import { id, text } from "./lenient.ts";

/** Who is asking. */
export type Me = { id: string; login: string | null; name: string | null };

/** A tool that has workflows, and the level its instances live at. */
export type Tool = {
	name: string;
	type: string;
	provider: string;
	subtype?: string | null | undefined;
};

/** A company or a project, from the v1 lists. */
export type Company = { id: string; name: string | null };

/** Reads `GET /rest/v1.0/me`, whose id is an integer (contract §2). */
export const meSchema: z.ZodMiniType<Me> = z.looseObject({
	id,
	login: text,
	name: text,
});

/** Reads one row of `GET …/workflows/tools`. */
export const toolSchema: z.ZodMiniType<Tool> = z.looseObject({
	name: z.string(),
	type: z.string(),
	provider: z.string(),
	subtype: z.optional(z.nullable(z.string())),
});

/** Reads one row of the v1 lists of companies and projects. */
export const companySchema: z.ZodMiniType<Company> = z.looseObject({
	id,
	name: text,
});
