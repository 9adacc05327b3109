import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ParseResult } from "@signoff/core";
import { malformedIssue } from "@signoff/core/validation";
import type { TokenStore, Tokens } from "@signoff/sdk";
import {
	removeInterruptedWrites,
	writeFileAtomically,
} from "@signoff/sdk/node";
import { type Keychain, openKeychain } from "./keychain.ts";
import { keychainTokenStore } from "./keychain-token-store.ts";
import {
	companyOfName,
	type LoginKey,
	loginFolder,
	loginName,
} from "./login-folder.ts";
import { parseSavedLogin, type SavedLogin } from "./saved-login.ts";
import { tokenFile } from "./token-file.ts";

/** The secrets of a login. */
export type LoginSecrets = {
	tokens: TokenStore;
	/** `null` for a pasted token. */
	client_secret: string | null;
};

/** The logins of this user on this machine: one for each API and company. */
export type LoginStore = {
	/** Where the logins are. */
	folder: string;
	/** The companies that have a login for an API. */
	companies: (base_url: string) => Promise<string[]>;
	/** `null` if there is none. */
	find: (key: LoginKey) => Promise<ParseResult<SavedLogin> | null>;
	/** @throws if the keychain cannot be opened, or the file of the tokens cannot be used */
	open: (login: SavedLogin) => Promise<LoginSecrets>;
	/** Stores a login in place of an earlier one: its secrets in the keychain, else in files that only this user can read. */
	save: (
		login: Omit<SavedLogin, "keychain">,
		tokens: Tokens,
	) => Promise<SavedLogin>;
	/** Removes a login with its secrets. Does nothing if there is none. */
	remove: (key: LoginKey) => Promise<void>;
};

/** @param keychain opens the system's keychain */
export function openLoginStore(
	env: Partial<Record<string, string>>,
	keychain: () => Promise<Keychain | null> = () => openKeychain(env),
): LoginStore {
	const folder = loginFolder(env);
	const pathOf = (name: string): string => join(folder, `${name}.json`);
	const tokensOf = (name: string) => tokenFile(join(folder, `${name}.tokens`));

	async function find(key: LoginKey): Promise<ParseResult<SavedLogin> | null> {
		const name = loginName(key);
		const json = await readFile(pathOf(name), "utf8").catch(nullIfMissing);
		if (json === null) return null;
		const parsed = parseSavedLogin(json);
		return parsed.kind === "parsed"
			? parsed
			: {
					kind: "invalid",
					issues: [
						malformedIssue(
							[],
							`The stored login is damaged (${pathOf(name)}): run \`signoff login\` again.`,
						),
					],
				};
	}

	async function open(login: SavedLogin): Promise<LoginSecrets> {
		const name = nameOf(login);
		const file = tokensOf(name);
		if (!login.keychain)
			return { tokens: file.store, client_secret: login.client_secret };
		const opened = await keychain();
		if (opened === null) throw new KeychainMissing();
		const client_secret = await opened.get(secretName(name));
		return {
			tokens: keychainTokenStore(opened, tokensName(name), file),
			client_secret,
		};
	}

	async function save(
		login: Omit<SavedLogin, "keychain">,
		tokens: Tokens,
	): Promise<SavedLogin> {
		const name = nameOf(login);
		await mkdir(folder, { recursive: true, mode: 0o700 });
		const file = tokensOf(name);
		// Another process may be renewing the tokens of an earlier login.
		return file.store.lock(async () => {
			const opened = await keychain().catch(() => null);
			const inKeychain =
				opened !== null &&
				(await keep(opened, name, tokens, login.client_secret));
			if (inKeychain) await file.remove();
			else await file.store.save(tokens);
			const saved: SavedLogin = {
				...login,
				client_secret: inKeychain ? null : login.client_secret,
				keychain: inKeychain,
			};
			removeInterruptedWrites(pathOf(name));
			await writeFileAtomically(pathOf(name), `${JSON.stringify(saved)}\n`);
			return saved;
		});
	}

	async function remove(key: LoginKey): Promise<void> {
		const name = loginName(key);
		const found = await find(key);
		if (found === null) return;
		const isInFiles = found.kind === "parsed" && !found.value.keychain;
		const opened = isInFiles ? null : await keychain();
		await opened?.remove(tokensName(name));
		await opened?.remove(secretName(name));
		await tokensOf(name).remove();
		removeInterruptedWrites(pathOf(name));
		await rm(pathOf(name), { force: true });
	}

	return {
		folder,
		async companies(base_url) {
			const files = (await readdir(folder).catch(nullIfMissing)) ?? [];
			return files
				.filter((file) => file.endsWith(".json"))
				.map((file) => companyOfName(file.slice(0, -".json".length), base_url))
				.filter((id) => id !== null);
		},
		find,
		open,
		save,
		remove,
	};
}

/** The login is in the system's keychain, and there is none here. */
class KeychainMissing extends Error {
	override readonly name = "KeychainMissing";
}

function nameOf({
	base_url,
	company,
}: Pick<SavedLogin, "base_url" | "company">): string {
	return loginName({ base_url, company_id: company.id });
}

const tokensName = (name: string): string => `${name} tokens`;
const secretName = (name: string): string => `${name} client secret`;

/** Whether the keychain has taken the secrets. It is asked for them, since some take what they do not keep. */
async function keep(
	keychain: Keychain,
	name: string,
	tokens: Tokens,
	client_secret: string | null,
): Promise<boolean> {
	const json = JSON.stringify(tokens);
	try {
		await keychain.set(tokensName(name), json);
		if (client_secret === null) await keychain.remove(secretName(name));
		else await keychain.set(secretName(name), client_secret);
		return (
			(await keychain.get(tokensName(name))) === json &&
			(await keychain.get(secretName(name))) === client_secret
		);
	} catch {
		// The files take them. What the keychain has taken is not used.
		return false;
	}
}

function nullIfMissing(error: NodeJS.ErrnoException): null {
	if (error.code === "ENOENT") return null;
	throw error;
}
