import { homedir } from "node:os";
import { setImmediate, setTimeout } from "node:timers/promises";
import type { Outcome } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import { malformedIssue } from "@signoff/core/validation";
import type { Client } from "@signoff/sdk";
import { render } from "ink";
import { createElement as h } from "react";
import type { InboxCache } from "../inbox-cache/inbox-cache.ts";
import type { ReportedAnswer } from "../model/reported-answer.ts";
import { openDialogue } from "./dialogue.ts";
import { editText } from "./editor.ts";
import type { OutboxSettings } from "./effect-deps.ts";
import { createEffectRunner } from "./effects.ts";
import { joinSequences } from "./joined-input.ts";
import { createKeyGuard } from "./key-guard.ts";
import { clipboardSequence, openUrl } from "./link-effects.ts";
import type { KeyMap } from "./model/key-map.ts";
import { type OutboxView, outboxFix } from "./model/outbox-view.ts";
import type { Rules } from "./model/rules.ts";
import type { Target } from "./model/target.ts";
import { Root } from "./root.ts";
import { newApp } from "./state.ts";
import { createStore } from "./store.ts";
import { suspendJob } from "./suspend.ts";
import { systemClock } from "./system-clock.ts";
import {
	createTerminalAccess,
	type TerminalAccess,
} from "./terminal-access.ts";
import { linearTheme } from "./ui/linear/linear-theme.ts";
import { appTheme, type Environment } from "./ui/theme.ts";

/** Options of the app. */
export type AppOptions = {
	target: Target;
	client: Client;
	/** Keeps the inbox between runs. */
	inboxCache: InboxCache;
	/** Resolves once the cache was read: the first frame has its rows. */
	cacheRead: Promise<unknown>;
	outbox: OutboxSettings;
	/** What the config file says about answers. */
	rules: Rules;
	/** Other keys than those of the key table; see `readKeyMap`. */
	keyMap: KeyMap;
	deadlineMs: number | undefined;
	/** Aborts when the process is asked to end. */
	signal: AbortSignal;
	/** Whether the app is a linear dialogue on the normal screen. */
	accessible: boolean;
	env: Environment;
	stdin: NodeJS.ReadStream;
	stdout: NodeJS.WriteStream;
	/** Unix milliseconds. */
	now: () => number;
	/** Receives the function that gives the terminal to other work, such as a new login. */
	onScreen?: (lend: TerminalAccess["lend"]) => void;
};

/**
 * The result of the app: the answers that were decided or sent in it, and a failure after the last of them: of a load, or
 * of the outbox.
 */
export type AppExit = {
	answers: ReportedAnswer[];
	failure: { outcome: Outcome; message: string } | null;
};

/** Shows the app until the person quits. Throws unexpected errors, after the terminal is restored. */
export async function openApp({
	target,
	client,
	inboxCache,
	cacheRead,
	outbox,
	rules,
	keyMap,
	deadlineMs,
	signal,
	accessible,
	env,
	stdin,
	stdout,
	now,
	onScreen,
}: AppOptions): Promise<AppExit> {
	const reads = new AbortController();
	const crash = Promise.withResolvers<never>();
	const ended = Promise.withResolvers<void>();
	const drawn = Promise.withResolvers<void>();
	const terminal = createTerminalAccess();
	const effectRunner = createEffectRunner({
		client,
		inboxCache,
		outbox,
		guardrails: rules.guardrails,
		deadlineMs,
		signal: reads.signal,
		drawn: drawn.promise,
		now,
		edit: (text) => terminal.lend(() => editText(text, env, reads.signal)),
		paths: { home: env["HOME"] || homedir(), cwd: process.cwd() },
		copy: (text) => void stdout.write(clipboardSequence(text)),
		openUrl: (url) => openUrl(url, env),
		suspend: () => terminal.lend(suspendJob),
		onUnexpectedError: crash.reject,
	});
	const size = { columns: stdout.columns || 80, rows: stdout.rows || 24 };
	const store = createStore(
		newApp(target, size, now(), rules, keyMap),
		effectRunner.run,
	);
	const theme = accessible ? linearTheme(env) : appTheme(env);
	const unsubscribe = store.subscribe(() => {
		if (store.get().ended) ended.resolve();
	});
	const interrupt = (): void => store.dispatch({ kind: "interrupted" });
	signal.addEventListener("abort", interrupt, { once: true });
	// Ink ends the process at a signal without another listener. The outcome must be printed first.
	const ignore = (): void => {};
	process.on("SIGTERM", ignore).on("SIGINT", ignore).on("SIGHUP", interrupt);
	// A file that may not grow (`ulimit -f`) is a full disk, which the outbox reports.
	process.on("SIGXFSZ", ignore);
	store.start();
	await shortly(cacheRead);
	const guard = createKeyGuard(store, systemClock);
	const parts = { store, guard, terminal, theme, stdin, stdout };
	const shown = accessible ? showDialogue(parts) : showScreens(parts);
	onScreen?.(terminal.lend);
	void shown.drawn.then(drawn.resolve);
	let answers: ReportedAnswer[] = [];
	try {
		await Promise.race([ended.promise, crash.promise, shown.failed]);
		answers = await Promise.race([effectRunner.close(), crash.promise]);
	} finally {
		unsubscribe();
		process.off("SIGTERM", ignore).off("SIGINT", ignore);
		process.off("SIGHUP", interrupt);
		reads.abort();
		await effectRunner.whenEdited();
		await shown.close();
	}
	const { failure, outbox: view } = store.get();
	return { answers, failure: outboxFailure(view) ?? failure };
}

/** What shows the app. */
type Shown = {
	/** Resolves once the first frame is written. */
	drawn: Promise<void>;
	/** Rejects if it cannot be shown any more. */
	failed: Promise<void>;
	close: () => Promise<void>;
};

type ShownParts = Parameters<typeof openDialogue>[0];

function showScreens({ stdin, stdout, ...parts }: ShownParts): Shown {
	const ink = render(h(Root, parts), {
		stdin: joinSequences(stdin, systemClock.now),
		stdout,
		alternateScreen: true,
		exitOnCtrlC: false,
		patchConsole: false,
		isScreenReaderEnabled: parts.theme.screenReader,
		interactive: true,
		incrementalRendering: true,
		maxFps: 250,
	});
	return {
		drawn: ink.waitUntilRenderFlush(),
		failed: ink.waitUntilExit().then(() => {}),
		close: async () => {
			ink.unmount();
			await ink.waitUntilExit().catch(() => {});
		},
	};
}

function showDialogue(parts: ShownParts): Shown {
	const dialogue = openDialogue(parts);
	return {
		drawn: Promise.resolve(),
		failed: new Promise(() => {}),
		close: async () => dialogue.close(),
	};
}

/** The failure of an app whose outbox cannot be used. */
function outboxFailure({ status }: OutboxView): AppExit["failure"] {
	if (status.kind !== "failed") return null;
	const { message, outcome } = status;
	return {
		message: `${message} ${outboxFix}`,
		outcome: outcome ?? outcomes.invalid([malformedIssue([], message)]),
	};
}

/** The longest wait for the cache. A file of this machine takes a few milliseconds. */
const maxCacheMs = 100;

/** Waits for a promise and for what follows from it, but not long. */
async function shortly(promise: Promise<unknown>): Promise<void> {
	const late = setTimeout(maxCacheMs, undefined, { ref: false });
	await Promise.race([promise.catch(() => {}), late]);
	await setImmediate();
}
