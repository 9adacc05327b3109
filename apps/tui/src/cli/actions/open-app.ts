import { exitCodes, type ParseResult, type Scope } from "@signoff/core";
import { defaultBaseUrl } from "@signoff/sdk";
import type { KeyMap } from "../../app/model/key-map.ts";
import { defaultRules } from "../../app/model/rules.ts";
import type { AppExit } from "../../app/run-app.ts";
import type { InboxCache } from "../../inbox-cache/index.ts";
import { savedLoginKey } from "../../login/saved-login.ts";
import { readItemUrl } from "../../model/item-url.ts";
import { stateFolder } from "../../model/state-folder.ts";
import { watchedProjects } from "../../model/watched.ts";
import { environmentOf } from "../../outbox/identity.ts";
import { openOutbox } from "../../outbox/outbox.ts";
import type { Flags } from "../args/flags.ts";
import type {
	accessibleFlag,
	responseFlags,
	scopeFlags,
	waitFlag,
} from "../args/shared-flags.ts";
import { parseWait } from "../args/wait.ts";
import type { CommandContext } from "../context/command-context.ts";
import type { CommandRun } from "../context/invocation.ts";
import { missingIssue } from "../context/required-input.ts";
import { projectIds } from "../context/settings.ts";
import { withClient } from "../context/with-client.ts";
import type { CommandResult } from "../output/command-result.ts";
import { readFailureResult } from "../output/read-failure-result.ts";
import { reportedAnswerLines } from "../output/reported-answer-lines.ts";
import { usageErrorResult } from "../output/usage-error-result.ts";

type AppFlags = Flags<
	typeof scopeFlags &
		typeof waitFlag &
		typeof accessibleFlag &
		Pick<typeof responseFlags, "instance">
>;

/** Opens the app in the terminal. */
export const openInTerminal: CommandRun<AppFlags> = withClient(
	openTerminalApp,
	{ asksForLogin: true },
);

/** Loads Ink only if the app opens. */
async function openTerminalApp(
	context: CommandContext<AppFlags>,
): Promise<CommandResult> {
	const { flags, settings, client, login, logInAgain, signal, now, process } =
		context;
	const deadlineMs = parseWait(flags.wait);
	if (typeof deadlineMs === "object") return usageErrorResult([deadlineMs]);
	const item_url = readItemUrl(settings.item_url ?? null);
	if (item_url.kind === "invalid") return usageErrorResult(item_url.issues);
	const { company_id, project_id } = settings;
	const instance = flags.instance ?? null;
	if (company_id === undefined && instance !== null)
		return usageErrorResult([missingIssue("company_id")]);
	const scope: Scope | null =
		company_id === undefined ? null : { company_id, project_id };
	const watched = watchedProjects(projectIds(settings));
	const inboxCache = await openCache(context);
	// Reads the file while Ink is loaded.
	const cacheRead =
		company_id !== undefined && instance === null
			? inboxCache.openByLogin(company_id)
			: Promise.resolve();
	const keyMap = await validKeyMap(settings.keys);
	if (keyMap.kind === "invalid") return usageErrorResult(keyMap.issues);
	const { openApp } = await import("../../app/run-app.ts");
	const { env, stdin, stdout } = process;
	const exit = await openApp({
		target: { scope, instance, watched, item_url: item_url.value },
		client,
		inboxCache,
		cacheRead,
		outbox: {
			open: () => openOutbox(stateFolder(env)),
			environment: environmentOf(settings.base_url),
			undoMs: (settings.undo_seconds ?? defaultUndoSeconds) * 1000,
		},
		rules: {
			guardrails: settings.guardrails ?? {},
			typeToSendAbove:
				settings.type_to_send_above ?? defaultRules.typeToSendAbove,
		},
		keyMap: keyMap.value,
		deadlineMs,
		signal,
		accessible: isAccessible(flags.accessible, env, settings.accessible),
		env,
		stdin,
		stdout,
		now,
		onScreen: (suspend) => login.askWith?.(() => suspend(logInAgain)),
	});
	return appExitResult(exit);
}

/** Loads the table of keys only if the config file changes it. */
async function validKeyMap(keys: KeyMap = {}): Promise<ParseResult<KeyMap>> {
	if (Object.keys(keys).length === 0) return { kind: "parsed", value: {} };
	const [{ readKeyMap }, { keyTable }] = await Promise.all([
		import("../../app/model/key-map.ts"),
		import("../../app/key-table.ts"),
	]);
	return readKeyMap(keys, keyTable);
}

/** A terminal that cannot move its cursor shows the dialogue too. */
function isAccessible(
	flag: boolean | undefined,
	env: Partial<Record<string, string>>,
	setting: boolean | undefined,
): boolean {
	const variable = env["ACCESSIBLE"] ?? "";
	return (
		flag === true ||
		env["TERM"] === "dumb" ||
		(variable === "" ? setting === true : variable !== "0")
	);
}

const defaultUndoSeconds = 5;

/** The cache of inboxes in the state folder. */
async function openCache({
	settings,
	login,
	process,
	now,
}: CommandContext<AppFlags>): Promise<InboxCache> {
	const { base_url = defaultBaseUrl, token } = settings;
	const { createInboxCache, loginKey } = await import(
		"../../inbox-cache/index.ts"
	);
	return createInboxCache({
		folder: stateFolder(process.env),
		base_url,
		login: loginKey(
			login.saved === null ? (token ?? "") : savedLoginKey(login.saved),
		),
		now,
	});
}

/**
 * Every answer that was sent or became a draft, and the failure after them, if any. The exit code is that of the last
 * outcome or failure.
 */
function appExitResult({ answers, failure }: AppExit): CommandResult {
	const ended = answers.filter((each) => each.kind === "outcome");
	const last = failure?.outcome ?? ended.at(-1)?.outcome;
	const failed = failure === null ? null : readFailureResult(failure);
	const results = [
		...ended.map(({ submission, outcome }) => ({ submission, outcome })),
		...(failure === null
			? []
			: [{ submission: null, outcome: failure.outcome }]),
	];
	return {
		exitCode: last === undefined ? 0 : exitCodes[last.kind],
		json: results,
		text: (theme) => [
			...answers.flatMap((each) => reportedAnswerLines(each, theme)),
			...(failed?.text(theme) ?? []),
		],
	};
}
