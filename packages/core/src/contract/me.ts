import * as z from "zod/mini";
import { id, text } from "./lenient.ts";

/** The person whom the access token belongs to. */
export type Me = { id: string; login: string | null; name: string | null };

/** Parses `GET /rest/v1.0/me`, whose id is an integer (contract §2). */
export const meSchema: z.ZodMiniType<Me> = z.looseObject({
	id,
	login: text,
	name: text,
});
