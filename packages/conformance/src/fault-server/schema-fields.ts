import * as z from "zod/mini";

/** A whole number from 0. */
export const count: z.ZodMiniType<number> = z.int().check(z.nonnegative());

/** A whole number from 1. */
export const positive: z.ZodMiniType<number> = z.int().check(z.positive());

/** A text that is not empty. */
export const id: z.ZodMiniType<string> = z.string().check(z.minLength(1));

export const textOrNull: z.ZodMiniType<string | null> = z.nullable(z.string());

/** The requests of the contract's client. */
export const callNames = [
	"submit",
	"read_instance",
	"read_history",
	"read_me",
	"refresh_token",
] as const;
