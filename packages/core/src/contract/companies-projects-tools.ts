import * as z from "zod/mini";
import { id, text } from "./lenient.ts";

/** A tool that has workflows, and the level of its instances. */
export type Tool = {
	name: string;
	type: string;
	provider: string;
	subtype?: string | null | undefined;
};

/** A row of the v1 list of companies. */
export type Company = { id: string; name: string | null };

/** A row of the v1 list of projects. */
export type Project = { id: string; name: string | null };

/** Parses one row of `GET …/workflows/tools`. */
export const toolSchema: z.ZodMiniType<Tool> = z.looseObject({
	name: z.string(),
	type: z.string(),
	provider: z.string(),
	subtype: z.optional(z.nullable(z.string())),
});

const namedRow = z.looseObject({ id, name: text });

/** Parses one row of `GET /rest/v1.0/companies`. */
export const companySchema: z.ZodMiniType<Company> = namedRow;

/** Parses one row of `GET /rest/v1.0/projects`. */
export const projectSchema: z.ZodMiniType<Project> = namedRow;
