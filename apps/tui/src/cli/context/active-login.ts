import { malformedIssue } from "@signoff/core/validation";
import { type Auth, bearer, defaultBaseUrl, type Fetch } from "@signoff/sdk";
import type { TokenSource } from "../../login/login-methods.ts";
import { type LoginStore, openLoginStore } from "../../login/login-store.ts";
import { type ReplaceableAuth, replaceableAuth } from "../../login/relogin.ts";
import type { SavedLogin } from "../../login/saved-login.ts";
import { storedAuth } from "../../login/stored-auth.ts";
import { unknownExpiry } from "../../login/token-file.ts";
import type { Settings } from "./settings.ts";

/** The login that a command uses. */
export type ActiveLogin = {
	auth: Auth;
	/** Sets how to ask for a new login if this one cannot be renewed; `null` for a token of the settings. */
	askWith: ReplaceableAuth["askWith"] | null;
	method: TokenSource;
	/** `null` for a token of the settings. */
	saved: SavedLogin | null;
	/** When the current access token expires, in Unix milliseconds; `null` if it is not known. */
	expiresAt: () => Promise<number | null>;
	/** What no output may contain. */
	secrets: () => Promise<string[]>;
};

/** The login for these settings; or why there is none. */
export type LoginSearch =
	| { kind: "found"; login: ActiveLogin; company_id: string | undefined }
	/** `problem` is the message without what to do. */
	| { kind: "missing"; problem: string; message: string }
	| { kind: "invalid"; message: string };

/** Finds the login: the token of the settings, else the stored login for the API and the company. */
export async function findLogin(
	settings: Settings,
	env: Partial<Record<string, string>>,
	fetch: Fetch | undefined,
): Promise<LoginSearch> {
	const { token, company_id } = settings;
	if (token === undefined) return findStored(settings, env, fetch);
	try {
		const login: ActiveLogin = {
			auth: bearer(token),
			askWith: null,
			method: env["SIGNOFF_TOKEN"] === undefined ? "config" : "variable",
			saved: null,
			expiresAt: () => Promise.resolve(null),
			secrets: () => Promise.resolve([token]),
		};
		return { kind: "found", login, company_id };
	} catch (error) {
		if (!(error instanceof TypeError)) throw error;
		return { kind: "invalid", message: error.message };
	}
}

async function findStored(
	settings: Settings,
	env: Partial<Record<string, string>>,
	fetch: Fetch | undefined,
): Promise<LoginSearch> {
	const store = openLoginStore(env);
	const base_url = settings.base_url ?? defaultBaseUrl;
	const companies = await store.companies(base_url);
	const company_id = settings.company_id ?? companies[0];
	if (company_id === undefined) return notLoggedIn;
	if (settings.company_id === undefined && companies.length > 1)
		return {
			kind: "invalid",
			message: `You are logged in to several companies: give --company-id ${companies.join(" or ")}.`,
		};
	const found = await store.find({ base_url, company_id });
	if (found === null)
		return companies.length === 0 ? notLoggedIn : otherCompany(company_id);
	if (found.kind === "invalid")
		return missing(found.issues.map(({ message }) => message).join(" "));
	return openStored(store, found.value, fetch);
}

/** Reads the tokens once, so that a keychain that stays closed is reported as such. */
async function openStored(
	store: LoginStore,
	saved: SavedLogin,
	fetch: Fetch | undefined,
): Promise<LoginSearch> {
	try {
		const secrets = await store.open(saved);
		await secrets.tokens.load();
		const { auth, askWith } = replaceableAuth(
			storedAuth(saved, secrets, fetch),
		);
		const login: ActiveLogin = {
			auth,
			askWith,
			method: saved.method,
			saved,
			async expiresAt() {
				const expires_at = (await secrets.tokens.load())?.expires_at;
				return expires_at === undefined || expires_at === unknownExpiry
					? null
					: expires_at;
			},
			async secrets() {
				const tokens = await secrets.tokens.load();
				return [
					tokens?.access_token,
					tokens?.refresh_token,
					secrets.client_secret,
				].filter((secret) => typeof secret === "string");
			},
		};
		return { kind: "found", login, company_id: saved.company.id };
	} catch (error) {
		if (error instanceof Error && error.name === "TokenFileError")
			return missing(error.message);
		if (saved.keychain) return closedKeychain;
		throw error;
	}
}

const notLoggedIn: LoginSearch = {
	kind: "missing",
	problem: "You are not logged in.",
	message: "You are not logged in: run `signoff login`, or set SIGNOFF_TOKEN.",
};

const closedKeychain: LoginSearch = {
	kind: "missing",
	problem:
		"Your login is in the system's keychain, which cannot be opened here.",
	message:
		"Your login is in the system's keychain, which cannot be opened here: unlock it, set SIGNOFF_TOKEN, or run `signoff login` with SIGNOFF_KEYCHAIN=off.",
};

function missing(problem: string): LoginSearch {
	return { kind: "missing", problem, message: problem };
}

function otherCompany(company_id: string): LoginSearch {
	const id = /^[0-9]+$/.test(company_id) ? ` ${company_id}` : "";
	return {
		kind: "missing",
		problem: "You are not logged in to this company.",
		message: `You are not logged in to this company: run \`signoff login --company-id${id || " ID"}\`.`,
	};
}

/** The issue of settings that cannot be used. */
export const loginIssue = (
	message: string,
): ReturnType<typeof malformedIssue> => malformedIssue([], message);
