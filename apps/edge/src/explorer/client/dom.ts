/** A child of an element. A string becomes a text node, never markup. */
export type Child = Node | string | null;

/** Creates an element. Attributes have their HTML names; `true` sets one without a value, `false` omits it. */
export function element<K extends keyof HTMLElementTagNameMap>(
	name: K,
	attributes: Record<string, string | boolean> = {},
	...children: Child[]
): HTMLElementTagNameMap[K] {
	const created = document.createElement(name);
	for (const [key, value] of Object.entries(attributes))
		if (value !== false) created.setAttribute(key, value === true ? "" : value);
	created.append(...children.filter((child) => child !== null));
	return created;
}

/** The element with this id. Throws if the page has none. */
export function byId(id: string): HTMLElement {
	const found = document.getElementById(id);
	if (found === null) throw new Error(`The page has no #${id}.`);
	return found;
}

/** The text with code elements for the parts between backticks. */
export function withCode(text: string): Child[] {
	return text
		.split("`")
		.map((part, index) => (index % 2 === 0 ? part : element("code", {}, part)));
}

/** The text without the backticks around parts of it. */
export function withoutCode(text: string): string {
	return text.replaceAll("`", "");
}
