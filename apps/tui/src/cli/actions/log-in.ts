import { didYouMean, malformedIssue } from "@signoff/core/validation";
import { environments } from "@signoff/sdk";
import { environmentNames, loginMethods } from "../../login/login-methods.ts";
import { unknownExpiry } from "../../login/token-file.ts";
import type { Flags } from "../args/flags.ts";
import type { scopeFlags } from "../args/shared-flags.ts";
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

type LoginFlags = Flags<
	Pick<typeof scopeFlags, "base-url" | "company-id"> & {
		method: { type: "string"; help: string };
		environment: { type: "string"; help: string };
	}
>;

/** Logs in and stores the login, so that later commands need no token and no flags. */
export function logIn(
	invocation: Invocation<LoginFlags>,
): Promise<CommandResult> {
	const issues = flagIssues(invocation.flags);
	return issues.length > 0
		? Promise.resolve(usageErrorResult(issues))
		: logInWithSettings(invocation);
}

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

const logInWithSettings = withSettings<LoginFlags>(
	runLoginCommand,
	settingFlags,
);

/** An environment is the address of its API. */
function settingFlags(given: LoginFlags): SettingFlags {
	const name = environmentNames.find((each) => each === given.environment);
	return {
		...given,
		...(name && { "base-url": environments[name].baseUrl }),
	};
}

async function runLoginCommand(
	setup: Setup<LoginFlags>,
): Promise<CommandResult> {
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
