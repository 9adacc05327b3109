import { type ParseResult, validate } from "@signoff/core";
import type { Company, Me } from "@signoff/core/contract";
import * as z from "zod/mini";
import type { LoginMethod } from "./login-methods.ts";

/** What is stored about a login, beside its tokens. */
export type SavedLogin = {
	version: 1;
	method: LoginMethod;
	base_url: string;
	/** The login server; `null` for a pasted token if it is not known. */
	login_url: string | null;
	company: Company;
	person: Me;
	/** `null` for a pasted token. */
	client_id: string | null;
	/** `null` for a pasted token, and if the keychain has it. */
	client_secret: string | null;
	/** Whether the secrets are in the system's keychain. */
	keychain: boolean;
};

const text = z.string().check(z.minLength(1));

const schema: z.ZodMiniType<SavedLogin> = z.object({
	version: z.literal(1),
	method: z.enum(["code", "service", "token"]),
	base_url: text,
	login_url: z.nullable(text),
	company: z.object({ id: text, name: z.nullable(z.string()) }),
	person: z.object({
		id: text,
		login: z.nullable(z.string()),
		name: z.nullable(z.string()),
	}),
	client_id: z.nullable(text),
	client_secret: z.nullable(text),
	keychain: z.boolean(),
});

/** Parses the file of a login. Issues do not repeat its content. */
export function parseSavedLogin(json: string): ParseResult<SavedLogin> {
	let data: unknown = null;
	try {
		data = JSON.parse(json);
	} catch {
		// The parser's error would repeat the content.
	}
	return validate(schema, data);
}

/** What stays the same while a login is renewed, and changes if another person, app or server is logged in to. */
export function savedLoginKey({
	method,
	base_url,
	company,
	person,
	client_id,
}: SavedLogin): string {
	const { id, login } = person;
	return JSON.stringify([method, base_url, company.id, id, login, client_id]);
}
