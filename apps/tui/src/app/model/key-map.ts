import type { ParseResult } from "@signoff/core";
import { malformedIssue } from "@signoff/core/validation";
import { graphemesOf } from "../../terminal/graphemes.ts";
import { isPrintable, type Key } from "../ui/key-input.ts";
import type { AnyBinding } from "../ui/keymap.ts";
import { confirms } from "./key-role.ts";

/** Other keys of bindings, by the name of the screen and of the binding, such as `inbox.reload`. */
export type KeyMap = Partial<Record<string, readonly Key[]>>;

/** The keys of all screens, as data. */
export type KeyTable = Partial<Record<string, readonly AnyBinding[]>>;

/** The name of a binding in the config file: its label with underscores. */
export function bindingName(
	screen: string,
	{ label, name = label }: AnyBinding,
): string {
	const words = name.toLowerCase().match(/[a-z]+/g) ?? [];
	return `${screen}.${words.join("_")}`;
}

const namedKeys: readonly Key[] = [
	"<enter>",
	"<newline>",
	"<escape>",
	"<tab>",
	"<backspace>",
	"<delete>",
	"<up>",
	"<down>",
	"<left>",
	"<right>",
	"<page up>",
	"<page down>",
	"<home>",
	"<end>",
];

/** Validates the keys of the config file: names, keys, no key twice on a screen, and no Enter that sends. */
export function readKeyMap(keys: KeyMap, table: KeyTable): ParseResult<KeyMap> {
	const issues = Object.entries(keys).flatMap(([name, bound = []]) => {
		const problem = problemOf(name, bound, keys, table);
		return problem === null
			? []
			: [
					malformedIssue(
						["keys", name],
						`Config file: \`keys.${name}\` ${problem}.`,
					),
				];
	});
	return issues.length === 0
		? { kind: "parsed", value: keys }
		: { kind: "invalid", issues };
}

function problemOf(
	name: string,
	bound: readonly Key[],
	keys: KeyMap,
	table: KeyTable,
): string | null {
	const [screen = ""] = name.split(".");
	const bindings = table[screen] ?? [];
	const binding = bindings.find((each) => bindingName(screen, each) === name);
	if (binding === undefined) {
		const names = bindings.map((each) => bindingName(screen, each));
		return names.length === 0
			? `names no screen; there are ${Object.keys(table).join(", ")}`
			: `is no key of this screen; there are ${[...new Set(names)].join(", ")}`;
	}
	const unknown = bound.find((key) => !isKey(key));
	if (unknown !== undefined)
		return "has a key that is neither one character nor a name such as `<enter>` or `<ctrl-x>`";
	if (bound.some((key) => /^[1-9u]$/.test(key)))
		return "may not be a digit, which chooses an answer, or `u`, which takes one back";
	if (bound.includes("<enter>") && confirms(binding.action))
		return "may not be Enter: it would be too easy to press once more than meant";
	const others = bindings.filter((each) => bindingName(screen, each) !== name);
	const taken = others.some((each) =>
		(keys[bindingName(screen, each)] ?? each.keys).some((key) =>
			bound.includes(key),
		),
	);
	return taken ? "has a key that does something else on this screen" : null;
}

function isKey(key: Key): boolean {
	return (
		namedKeys.includes(key) ||
		/^<ctrl-[abd-y]>$/.test(key) ||
		(isPrintable(key) && [...graphemesOf(key)].length === 1)
	);
}

/**
 * The key that a screen understands for a key that was pressed; `null` if it has no meaning any more.
 *
 * @param takesText characters are text: they keep their meaning
 */
export function mappedKey(
	key: Key,
	screen: string,
	bindings: readonly AnyBinding[],
	map: KeyMap,
	takesText: boolean,
): Key | null {
	if (key === "<ctrl-c>" || (takesText && isPrintable(key))) return key;
	for (const binding of bindings)
		if (map[bindingName(screen, binding)]?.includes(key))
			return binding.keys[0] ?? key;
	const moved = bindings.some(
		(binding) =>
			map[bindingName(screen, binding)] !== undefined &&
			binding.keys.includes(key),
	);
	return moved ? null : key;
}

/** The bindings as they are shown, with the keys of the map. */
export function mappedBindings<Binding extends AnyBinding>(
	screen: string,
	bindings: readonly Binding[],
	map: KeyMap,
): readonly Binding[] {
	if (Object.keys(map).length === 0) return bindings;
	return bindings.map((binding) => {
		const keys = map[bindingName(screen, binding)];
		return keys === undefined
			? binding
			: { ...binding, keys, keyLabel: keys.map(labelOf).join(" ") };
	});
}

/** The name of a key as screens show it. */
function labelOf(key: Key): string {
	const name = /^<(.+)>$/.exec(key)?.[1];
	if (name === undefined) return key === " " ? "Space" : key;
	return name.replace(/^[a-z]|-[a-z]/g, (letter) => letter.toUpperCase());
}
