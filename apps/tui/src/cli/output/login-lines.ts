import type { Company, Me } from "@signoff/core/contract";
import { sanitize } from "@signoff/core/validation";
import { environmentOf } from "../../login/environment.ts";
import type { TokenSource } from "../../login/login-methods.ts";

/** Who uses which server, and how. */
export type Identity = {
	me: Me;
	company: Company;
	base_url: string;
	method: TokenSource;
	/** Whether the secrets are in the system's keychain; `null` for a token of the settings. */
	keychain: boolean | null;
	/** Unix milliseconds; `null` if it is not known. */
	expires_at: number | null;
};

/** A person in one line. */
export function personLine({ name, login, id }: Me): string {
	return sanitize(
		[name, login === null ? null : `<${login}>`, `(id ${id})`]
			.filter((part) => part !== null)
			.join(" "),
	);
}

/** A company in one line. */
export function companyLine({ id, name }: Company): string {
	return sanitize(name === null ? id : `${name} (id ${id})`);
}

/** The server in one line. */
export function serverLine(base_url: string): string {
	const environment = environmentOf(base_url);
	return sanitize(
		environment === null ? base_url : `${environment} (${base_url})`,
	);
}

const methods: Record<TokenSource, string> = {
	code: "as a person, by code",
	service: "service account",
	token: "pasted token",
	variable: "token of SIGNOFF_TOKEN",
	config: "token of the config file",
};

/** The login in one line, with the expiry of its token. */
export function methodLine(
	{ method, keychain, expires_at }: Identity,
	now: number,
): string {
	const place =
		keychain === null
			? ""
			: keychain
				? ", kept in the system's keychain"
				: ", kept in a file that only you can read";
	return `${methods[method]}${place}; ${expiryOf(method, expires_at, now)}`;
}

function expiryOf(
	method: TokenSource,
	expires_at: number | null,
	now: number,
): string {
	const isRenewed = method === "code" || method === "service";
	if (expires_at === null) return "when it expires is not known";
	const at = new Date(expires_at).toISOString().replace(/\.\d+Z$/, "Z");
	const verb = expires_at <= now ? "expired" : "expires";
	return `its token ${verb} at ${at}${isRenewed ? " and is renewed by itself" : ""}`;
}

/** The identity for a script. */
export function identityJson(identity: Identity): object {
	const { me, company, base_url, method, keychain, expires_at } = identity;
	return {
		me,
		company,
		environment: environmentOf(base_url),
		base_url,
		login: {
			method,
			keychain,
			expires_at:
				expires_at === null ? null : new Date(expires_at).toISOString(),
		},
	};
}
