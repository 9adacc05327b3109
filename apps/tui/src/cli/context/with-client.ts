import { sanitize } from "@signoff/core/validation";
import type { Auth } from "@signoff/sdk";
import type { LoginStep } from "../../login/login-failure.ts";
import type { SavedLogin } from "../../login/saved-login.ts";
import { abortOnSignal } from "../../terminal/abort-on-signal.ts";
import { createPrompt } from "../../terminal/prompt.ts";
import { writeLines } from "../../terminal/write-lines.ts";
import { asRun } from "../output/as-run.ts";
import type { CommandResult } from "../output/command-result.ts";
import { loginFailureResult, noLoginResult } from "../output/login-results.ts";
import { unexpectedErrorResult } from "../output/unexpected-error-result.ts";
import { usageErrorResult } from "../output/usage-error-result.ts";
import { findLogin, type LoginSearch, loginIssue } from "./active-login.ts";
import type { CommandContext } from "./command-context.ts";
import { type ConfigFile, configPath, readConfig } from "./config-file.ts";
import { type Connection, connect } from "./connect.ts";
import type { Invocation } from "./invocation.ts";
import type { Process } from "./process.ts";
import type { LoginRun } from "./run-login.ts";
import { readSettings, type SettingFlags, type Settings } from "./settings.ts";

/** The settings of a command, before its login is known. */
export type Setup<F = SettingFlags> = {
	flags: F;
	settings: Settings;
	file: ConfigFile;
	connection: Connection;
	process: Process;
	signal: AbortSignal;
};

/** Makes the `run` of a command that needs the settings, but no login. */
export function withSettings<F extends SettingFlags>(
	run: (setup: Setup<F>, invocation: Invocation<F>) => Promise<CommandResult>,
	/** Changes the settings by flags of the command itself. */
	adapt: (flags: F) => SettingFlags = (flags) => flags,
): (invocation: Invocation<F>) => Promise<CommandResult> {
	return async (invocation) => {
		const { flags, process } = invocation;
		const { env } = process;
		const file = await readConfig(configPath(env));
		if (file.kind === "invalid") return usageErrorResult(file.issues);
		const settings = readSettings(adapt(flags), env, file.value);
		try {
			const connection = await connect(settings, env);
			if (connection.kind === "invalid")
				return usageErrorResult(connection.issues);
			const setup = {
				flags,
				settings,
				file: file.value,
				connection: connection.value,
				process,
				signal: abortOnSignal(),
			};
			return await run(setup, invocation);
		} catch (error) {
			return unexpectedErrorResult(error, [settings.token], env);
		}
	};
}

/** Whether a command without a login asks for one at a terminal. */
export type ClientOptions = { asksForLogin?: boolean };

/**
 * Makes the `run` of a command that uses the server: reads the settings, finds the login, creates a client, and calls
 * `run` with them.
 */
export function withClient<F extends SettingFlags>(
	run: (context: CommandContext<F>) => Promise<CommandResult>,
	{ asksForLogin = false }: ClientOptions = {},
): (invocation: Invocation<F>) => Promise<CommandResult> {
	return withSettings<F>(async (setup, { positionals }) => {
		const { flags, settings, connection, process, signal } = setup;
		const { env, stdin, stderr } = process;
		const prompt = createPrompt(stdin, stderr);
		let found = await findLogin(settings, env, connection.fetch);
		if (asksForLogin && prompt !== null) {
			const problem = await problemOf(found);
			if (problem !== null) {
				const done = await logInFirst(setup, problem);
				if (done.kind === "failed") return loginFailureResult(done);
				const company_id = done.value.login.company.id;
				found = await findLogin(
					{ ...settings, company_id },
					env,
					connection.fetch,
				);
			}
		}
		if (found.kind === "missing") return noLoginResult(found.message);
		if (found.kind === "invalid")
			return usageErrorResult([loginIssue(found.message)]);
		const { login, company_id } = found;
		try {
			return await run({
				flags,
				positionals,
				settings: { ...settings, company_id },
				client: connection.createClient(login.auth),
				login,
				logInAgain: () => logInAgain(setup, login.saved),
				prompt,
				signal,
				stdin,
				process,
				now: Date.now,
			});
		} catch (error) {
			const secrets = await login.secrets().catch(() => []);
			return unexpectedErrorResult(error, secrets, env);
		}
	});
}

/** Why a person must log in first; `null` if there is a login that may work. */
async function problemOf(found: LoginSearch): Promise<string | null> {
	if (found.kind === "missing") return found.problem;
	if (found.kind === "invalid" || found.login.method !== "token") return null;
	return (await found.login.auth.token()) === null
		? "The access token of your login has expired."
		: null;
}

/** Leads a person through a login that replaces one that cannot be renewed. */
async function logInAgain(
	setup: Setup,
	replaces: SavedLogin | null,
): Promise<Auth | null> {
	if (replaces === null) return null;
	const company_id = replaces.company.id;
	const { settings, connection, process } = setup;
	const scoped = { ...setup, settings: { ...settings, company_id } };
	const done = await logInFirst(
		scoped,
		"Your login has expired or was revoked.",
		replaces,
	);
	if (done.kind === "failed") {
		const lines = [done.message, done.next].map(sanitize);
		await writeLines(process.stderr, asRun(lines, process.env));
		return null;
	}
	const found = await findLogin(scoped.settings, process.env, connection.fetch);
	return found.kind === "found" ? found.login.auth : null;
}

/** Leads a person through a login. */
async function logInFirst(
	setup: Setup,
	problem: string,
	replaces?: SavedLogin,
): Promise<LoginStep<LoginRun>> {
	const { stderr } = setup.process;
	stderr.write(`${problem}\n\n`);
	const { runLogin } = await import("./run-login.ts");
	const done = await runLogin({
		...setup,
		method: replaces?.method ?? null,
		replaces,
	});
	if (done.kind === "ok")
		await writeLines(stderr, done.value.notes.map(sanitize));
	return done;
}
