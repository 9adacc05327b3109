import { useApp, useInput, usePaste, useStdin, useWindowSize } from "ink";
import {
	createElement as h,
	type ReactElement,
	useEffect,
	useSyncExternalStore,
} from "react";
import type { KeyGuard } from "./key-guard.ts";
import type { Store } from "./store.ts";
import type { TerminalAccess } from "./terminal-access.ts";
import { Frame } from "./ui/frame.ts";
import { parseKeys } from "./ui/key-input.ts";
import type { AppTheme } from "./ui/theme.ts";
import { appPage } from "./view.ts";

/**
 * Stops reading; otherwise this process would take keys from another program. A stream without listeners can be paused
 * only after a turn of the event loop. It reads again as soon as it has a listener.
 */
async function stopReading(stdin: NodeJS.ReadableStream): Promise<void> {
	await new Promise((resolve) => setImmediate(resolve));
	stdin.pause();
}

/** Connects Ink to the store: passes input to the guard and sizes to the store, and renders the state. */
export function Root({
	store,
	guard,
	terminal,
	theme,
}: {
	store: Store;
	guard: KeyGuard;
	terminal: TerminalAccess;
	theme: AppTheme;
}): ReactElement {
	const state = useSyncExternalStore(store.subscribe, store.get);
	const { visit, keysCount } = useSyncExternalStore(
		guard.subscribe,
		guard.snapshot,
	);
	const size = useWindowSize();
	const { columns, rows } = size;
	const { suspendTerminal, waitUntilRenderFlush } = useApp();
	const { stdin } = useStdin();
	useEffect(() => {
		store.dispatch({ kind: "resized", size: { columns, rows } });
	}, [store, columns, rows]);
	useEffect(() => {
		void waitUntilRenderFlush().then(() => guard.drawn(visit));
	}, [guard, visit, waitUntilRenderFlush]);
	useEffect(() => {
		// Before Ink's own listener, and without reading anything.
		const listen = (): void => {
			stdin.prependListener("readable", guard.arrived);
		};
		const unlisten = (): void => {
			stdin.off("readable", guard.arrived);
		};
		listen();
		terminal.connect((run) => {
			unlisten();
			return suspendTerminal(async () => {
				await stopReading(stdin);
				await run().finally(listen);
			});
		});
		return unlisten;
	}, [stdin, guard, terminal, suspendTerminal]);
	useInput((input, inkKey) => {
		guard.parsed(
			...parseKeys(input, inkKey).map((key) => ({ kind: "key", key }) as const),
		);
	});
	usePaste((text) => guard.parsed({ kind: "text", text }));
	return h(Frame, {
		page: appPage({ ...state, size }, theme, keysCount),
		size,
		theme,
	});
}
