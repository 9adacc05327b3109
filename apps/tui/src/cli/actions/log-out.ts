import type { Issue } from "@signoff/core";
import { malformedIssue } from "@signoff/core/validation";
import { defaultBaseUrl, type Fetch, revokeTokens } from "@signoff/sdk";
import { type LoginStore, openLoginStore } from "../../login/login-store.ts";
import type { SavedLogin } from "../../login/saved-login.ts";
import type { CommandRun } from "../context/invocation.ts";
import { type Setup, withSettings } from "../context/with-client.ts";
import type { CommandResult } from "../output/command-result.ts";
import { serverLine } from "../output/login-lines.ts";
import { usageErrorResult } from "../output/usage-error-result.ts";

/** Revokes and removes the stored login of a company. */
export const logOut: CommandRun = withSettings(removeLogin);

async function removeLogin({
	settings,
	connection,
	process: { env },
}: Setup): Promise<CommandResult> {
	const store = openLoginStore(env);
	const base_url = settings.base_url ?? defaultBaseUrl;
	const companies = await store.companies(base_url);
	const company_id = settings.company_id ?? companies[0];
	if (settings.company_id === undefined && companies.length > 1)
		return usageErrorResult([severalCompanies(companies)]);
	const key =
		company_id === undefined || !companies.includes(company_id)
			? null
			: { base_url, company_id };
	const found = key === null ? null : await store.find(key);
	if (key === null || found === null)
		return result(false, null, [
			`There is no stored login for ${serverLine(base_url)}; nothing has changed.`,
		]);
	const isRevoked =
		found.kind === "parsed"
			? await revoke(found.value, store, connection.fetch)
			: null;
	try {
		await store.remove(key);
	} catch {
		return usageErrorResult([notRemoved(store.folder)]);
	}
	return result(true, isRevoked, [
		`The login for company ${company_id} at ${serverLine(base_url)} is removed. ${revocation(isRevoked)}`,
	]);
}

/** `null` for a pasted token, which may be in use elsewhere. */
async function revoke(
	login: SavedLogin,
	store: LoginStore,
	fetch: Fetch | undefined,
): Promise<boolean | null> {
	const { client_id, login_url } = login;
	if (client_id === null || login_url === null) return null;
	try {
		const { tokens, client_secret } = await store.open(login);
		if (client_secret === null) return false;
		return await revokeTokens({
			clientId: client_id,
			clientSecret: client_secret,
			authUrl: login_url,
			store: tokens,
			fetch,
			timeoutMs: 5_000,
		});
	} catch {
		// A keychain that stays closed, or a damaged file: it is removed all the same.
		return false;
	}
}

function revocation(isRevoked: boolean | null): string {
	if (isRevoked === null)
		return "A pasted token works until it expires, or is revoked at its origin.";
	return isRevoked
		? "Its tokens are revoked."
		: "Its tokens could not be revoked at the login server: they work until they expire.";
}

function result(
	removed: boolean,
	revoked: boolean | null,
	lines: string[],
): CommandResult {
	return { exitCode: 0, json: [{ removed, revoked }], text: () => lines };
}

function severalCompanies(companies: readonly string[]): Issue {
	return malformedIssue(
		[],
		`There are several logins: give --company-id ${companies.join(" or ")}.`,
	);
}

function notRemoved(folder: string): Issue {
	return malformedIssue(
		[],
		`The login cannot be removed: check that ${folder} is writable, and that the system's keychain can be opened.`,
	);
}
