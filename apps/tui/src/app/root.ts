import { useInput, usePaste, useWindowSize } from "ink";
import {
	createElement as h,
	type ReactElement,
	useEffect,
	useSyncExternalStore,
} from "react";
import type { Store } from "./store.ts";
import { Frame } from "./ui/frame.ts";
import { parseKeys } from "./ui/key-input.ts";
import type { AppTheme } from "./ui/theme.ts";
import { appPage } from "./view.ts";

/** Connects Ink to the store: dispatches keys, pastes and sizes, and renders the state. */
export function Root({
	store,
	theme,
}: {
	store: Store;
	theme: AppTheme;
}): ReactElement {
	const state = useSyncExternalStore(store.subscribe, store.get);
	const size = useWindowSize();
	const { columns, rows } = size;
	useEffect(() => {
		store.dispatch({ kind: "resized", size: { columns, rows } });
	}, [store, columns, rows]);
	useInput((input, inkKey) => {
		for (const key of parseKeys(input, inkKey))
			store.dispatch({ kind: "key_pressed", key });
	});
	usePaste((text) => store.dispatch({ kind: "pasted", text }));
	return h(Frame, { page: appPage({ ...state, size }, theme), size, theme });
}
