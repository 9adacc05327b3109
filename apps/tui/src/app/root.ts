import { useInput, usePaste, useWindowSize } from "ink";
import {
	createElement as h,
	type ReactElement,
	useEffect,
	useSyncExternalStore,
} from "react";
import { pageOf } from "./show.ts";
import type { Store } from "./store.ts";
import { Frame } from "./ui/frame.ts";
import { pressesOf } from "./ui/key-input.ts";
import type { AppTheme } from "./ui/theme.ts";

/** The app in Ink: keys, pastes and sizes go to the store, and what the store holds is shown. */
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
	useInput((input, key) => {
		for (const press of pressesOf(input, key))
			store.dispatch({ kind: "pressed", press });
	});
	usePaste((text) => store.dispatch({ kind: "pasted", text }));
	return h(Frame, { page: pageOf({ ...state, size }, theme), size, theme });
}
