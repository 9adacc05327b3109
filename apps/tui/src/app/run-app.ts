import type { Outcome } from "@signoff/core";
import type { Client } from "@signoff/sdk";
import { render } from "ink";
import { createElement as h } from "react";
import type { CompletedResponse } from "../model/completed-response.ts";
import { createAdapter } from "./effects.ts";
import { Root } from "./root.ts";
import { newApp, type Target } from "./state.ts";
import { createStore } from "./store.ts";
import { appTheme, type Environment } from "./ui/theme.ts";

/** What the app is opened with. */
export type Opened = {
	target: Target;
	client: Client;
	deadlineMs: number | undefined;
	/** Aborts once the process is asked to end. */
	signal: AbortSignal;
	env: Environment;
	stdin: NodeJS.ReadStream;
	stdout: NodeJS.WriteStream;
	now: () => number;
};

/** What was done in the app: the submissions made, or why it could not begin. */
export type Left = {
	made: CompletedResponse[];
	failure: { outcome: Outcome; message: string } | null;
};

/** Shows the app until the person leaves. Throws what nobody foresaw, once the terminal is as it was before. */
export async function openApp({
	target,
	client,
	deadlineMs,
	signal,
	env,
	stdin,
	stdout,
	now,
}: Opened): Promise<Left> {
	const reads = new AbortController();
	const crash = Promise.withResolvers<never>();
	const left = Promise.withResolvers<void>();
	const adapter = createAdapter({
		client,
		deadlineMs,
		signal: reads.signal,
		now,
		failed: crash.reject,
	});
	const size = { columns: stdout.columns || 80, rows: stdout.rows || 24 };
	const store = createStore(newApp(target, size, now()), adapter.perform);
	const theme = appTheme(env);
	const stop = store.subscribe(() => {
		if (store.get().ended) left.resolve();
	});
	const interrupted = (): void => store.dispatch({ kind: "interrupted" });
	signal.addEventListener("abort", interrupted, { once: true });
	// Ink would end the process at a signal that nobody else listens to: what is known must be said first.
	const hold = (): void => {};
	process.on("SIGTERM", hold).on("SIGINT", hold).on("SIGHUP", interrupted);
	const ink = render(h(Root, { store, theme }), {
		stdin,
		stdout,
		alternateScreen: true,
		exitOnCtrlC: false,
		patchConsole: false,
		isScreenReaderEnabled: theme.spoken,
		interactive: true,
		maxFps: 250,
	});
	try {
		store.open();
		await Promise.race([
			left.promise,
			crash.promise,
			ink.waitUntilExit().then(() => {}),
		]);
		await Promise.race([adapter.quiet(), crash.promise]);
	} finally {
		stop();
		process.off("SIGTERM", hold).off("SIGINT", hold);
		process.off("SIGHUP", interrupted);
		reads.abort();
		ink.unmount();
		await ink.waitUntilExit().catch(() => {});
	}
	const { made, opening } = store.get();
	return {
		made,
		failure: opening.kind === "failed" && made.length === 0 ? opening : null,
	};
}
