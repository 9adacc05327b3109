/** What can stand inside an element: texts go in as texts, never as markup. */
export type Child = Node | string | null;

/** Makes an element. `class`, `for` and `aria-…` are written as in HTML; `true` sets an attribute without a value. */
export function element<K extends keyof HTMLElementTagNameMap>(
	name: K,
	attributes: Record<string, string | boolean> = {},
	...children: Child[]
): HTMLElementTagNameMap[K] {
	const made = document.createElement(name);
	for (const [key, value] of Object.entries(attributes))
		if (value !== false) made.setAttribute(key, value === true ? "" : value);
	made.append(...children.filter((child) => child !== null));
	return made;
}

/** An element of the page. Throws where the page has none of that id. */
export function byId(id: string): HTMLElement {
	const found = document.getElementById(id);
	if (found === null) throw new Error(`The page has no #${id}.`);
	return found;
}
