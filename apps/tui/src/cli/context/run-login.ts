import { defaultBaseUrl } from "@signoff/sdk";
import { createDialogue } from "../../login/dialogue.ts";
import { loginUrlOf, loginUrlProblem } from "../../login/environment.ts";
import { type LoggedIn, logIn } from "../../login/log-in.ts";
import { badAnswer, type LoginStep } from "../../login/login-failure.ts";
import type { LoginMethod } from "../../login/login-methods.ts";
import { openLoginStore } from "../../login/login-store.ts";
import type { SavedLogin } from "../../login/saved-login.ts";
import { type ConfigFile, configPath, updateConfig } from "./config-file.ts";
import type { Connection } from "./connect.ts";
import type { Process } from "./process.ts";
import type { Settings } from "./settings.ts";

/** What a login of the command line needs. */
export type RunLoginOptions = {
	/** Asked for if it is `null`. */
	method: LoginMethod | null;
	/** The login that this one replaces, by the same person. */
	replaces?: SavedLogin | undefined;
	settings: Settings;
	file: ConfigFile;
	connection: Connection;
	process: Process;
	signal: AbortSignal;
};

/** A login, and what it has changed in the config file. */
export type LoginRun = LoggedIn & {
	/** Sentences about the config file and the environment. */
	notes: string[];
};

/** Logs in by questions on standard error, and makes the company and the server the defaults of the config file. */
export async function runLogin({
	method,
	replaces,
	settings,
	file,
	connection,
	process,
	signal,
}: RunLoginOptions): Promise<LoginStep<LoginRun>> {
	const { env, stdin, stderr } = process;
	const base_url = settings.base_url ?? defaultBaseUrl;
	const login_url = loginUrlOf(base_url, env);
	const problem = login_url === null ? null : loginUrlProblem(login_url);
	if (problem !== null)
		return badAnswer(problem, "Correct it or unset it, and log in again.");
	const dialogue = createDialogue(stdin, stderr, signal);
	try {
		const done = await logIn({
			method,
			base_url,
			login_url,
			replaces,
			company_id: settings.company_id ?? null,
			dialogue,
			store: openLoginStore(env),
			env,
			fetch: connection.fetch,
			createClient: connection.createClient,
			signal,
			now: Date.now,
		});
		if (done.kind === "failed") return done;
		const notes = [
			...(await saveDefaults(done.value.login, file, env)),
			...otherTokenNotes(settings, env),
		];
		return { kind: "ok", value: { ...done.value, notes } };
	} finally {
		dialogue.close();
	}
}

/** Stores the company and the server of a login, unless a variable names them, so that commands need no flags. */
async function saveDefaults(
	{ base_url, company }: SavedLogin,
	file: ConfigFile,
	env: Partial<Record<string, string>>,
): Promise<string[]> {
	const changes: ConfigFile = {};
	if (!env["SIGNOFF_COMPANY_ID"] && file.company_id !== company.id) {
		changes.company_id = company.id;
		// It is one of the other company.
		if (file.project_id !== undefined) changes.project_id = undefined;
	}
	if (
		!env["SIGNOFF_BASE_URL"] &&
		(file.base_url ?? defaultBaseUrl) !== base_url
	)
		changes.base_url = base_url;
	const names = Object.keys(changes);
	if (names.length === 0) return [];
	const path = configPath(env);
	if (await updateConfig(path, changes))
		return [`Stored as the default in ${path}: ${names.join(", ")}.`];
	return [
		`The defaults cannot be stored in ${path}: set SIGNOFF_COMPANY_ID=${company.id}${"base_url" in changes ? " and SIGNOFF_BASE_URL" : ""}.`,
	];
}

function otherTokenNotes(
	{ token }: Settings,
	env: Partial<Record<string, string>>,
): string[] {
	if (token === undefined) return [];
	return [
		env["SIGNOFF_TOKEN"] === undefined
			? "The config file has a `token`, which is used instead of this login: remove it there."
			: "SIGNOFF_TOKEN is set and is used instead of this login: unset it.",
	];
}
