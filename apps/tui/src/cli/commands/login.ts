import { didYouMean, malformedIssue } from "@signoff/core/validation";
import { environments } from "@signoff/sdk";
import { environmentNames } from "../../login/environment.ts";
import { loginMethods } from "../../login/saved-login.ts";
import { unknownExpiry } from "../../login/token-file.ts";
import type { Flags } from "../args/flags.ts";
import { commonFlags, scopeFlags } from "../args/shared-flags.ts";
import type { Invocation } from "../context/invocation.ts";
import type { LoginRun } from "../context/run-login.ts";
import type { SettingFlags } from "../context/settings.ts";
import { type Setup, withSettings } from "../context/with-client.ts";
import type { CommandResult } from "../output/command-result.ts";
import {
	companyLine,
	type Identity,
	identityJson,
	methodLine,
	personLine,
	serverLine,
} from "../output/login-lines.ts";
import { loginFailureResult } from "../output/login-results.ts";
import { usageErrorResult } from "../output/usage-error-result.ts";
import type { Command } from "./command.ts";

const flags = {
	method: {
		type: "string",
		placeholder: "METHOD",
		help: `How: ${loginMethods.join(", ")}. A terminal asks for it.`,
		values: loginMethods,
	},
	environment: {
		type: "string",
		placeholder: "NAME",
		help: `Where: ${environmentNames.join(", ")}.`,
		values: environmentNames,
	},
	"base-url": scopeFlags["base-url"],
	"company-id": scopeFlags["company-id"],
	...commonFlags,
} as const;

type LoginFlags = Flags<typeof flags>;

/** `signoff login`: logs in and stores the login, so that later commands need no token and no flags. */
export const login: Command = {
	name: "login",
	summary: "Log in, as yourself or as a service account.",
	flags,
	examples: [
		"signoff login",
		"signoff login --method code --environment sandbox",
		"signoff login --method service --company-id 4201",
	],
	run: (invocation: Invocation<LoginFlags>) => {
		const issues = flagIssues(invocation.flags);
		return issues.length > 0
			? Promise.resolve(usageErrorResult(issues))
			: logInWithSettings(invocation);
	},
};

function flagIssues(given: LoginFlags): ReturnType<typeof malformedIssue>[] {
	const issues = [
		choiceIssue("--method", given.method, loginMethods),
		choiceIssue("--environment", given.environment, environmentNames),
		given.environment !== undefined && given["base-url"] !== undefined
			? malformedIssue([], "Give `--environment` or `--base-url`, not both.")
			: null,
	];
	return issues.filter((issue) => issue !== null);
}

function choiceIssue(
	flag: string,
	value: string | undefined,
	choices: readonly string[],
): ReturnType<typeof malformedIssue> | null {
	return value === undefined || choices.includes(value)
		? null
		: malformedIssue(
				[],
				`\`${flag}\` must be one of ${choices.join(", ")}${didYouMean(value, choices)}`,
			);
}

const logInWithSettings = withSettings<LoginFlags>(logIn, settingFlags);

/** An environment is the address of its API. */
function settingFlags(given: LoginFlags): SettingFlags {
	const name = environmentNames.find((each) => each === given.environment);
	return {
		...given,
		...(name && { "base-url": environments[name].baseUrl }),
	};
}

async function logIn(setup: Setup<LoginFlags>): Promise<CommandResult> {
	const method =
		loginMethods.find((name) => name === setup.flags.method) ?? null;
	const { runLogin } = await import("../context/run-login.ts");
	const done = await runLogin({ ...setup, method });
	return done.kind === "failed"
		? loginFailureResult(done)
		: loggedInResult(done.value);
}

function loggedInResult({ login, expires_at, notes }: LoginRun): CommandResult {
	const { person, company, base_url, method, keychain } = login;
	const identity: Identity = {
		me: person,
		company,
		base_url,
		method,
		keychain,
		expires_at: expires_at === unknownExpiry ? null : expires_at,
	};
	return {
		exitCode: 0,
		json: [identityJson(identity)],
		text: (theme) => [
			`${theme.mark("recorded")} You are logged in: ${personLine(person)}`,
			`  Company: ${companyLine(company)}`,
			`  Environment: ${serverLine(base_url)}`,
			`  Login: ${methodLine(identity, Date.now())}`,
			...notes.map((note) => `  ${note}`),
			`  ${theme.faint("Next: `signoff inbox` lists the steps that wait for you, `signoff` opens the app.")}`,
		],
		notes,
	};
}
