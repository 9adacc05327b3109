import { bindingName, type KeyTable } from "../../app/model/key-map.ts";
import type { Theme } from "../../terminal/theme.ts";

/** A key as `config keys --json` prints it: its name in the config file, its keys, and what they do. */
type NamedKey = { name: string; keys: string[]; does: string };

/** The keys of each screen of the app. */
export type NamedKeys = Record<string, NamedKey[]>;

/** The key table with the names of the config file. Keys that cannot be changed have their label. */
export function namedKeys(table: KeyTable): NamedKeys {
	return Object.fromEntries(
		Object.entries(table).map(([screen, bindings = []]) => [
			screen,
			bindings.map((binding) => ({
				name: bindingName(screen, binding),
				keys:
					binding.keys.length === 0 ? [binding.keyLabel] : [...binding.keys],
				does: binding.label,
			})),
		]),
	);
}

/** One line for each key, under the name of its screen. */
export function keyLines(keys: NamedKeys, { strong }: Theme): string[] {
	const rows = Object.values(keys).flat();
	const width = (texts: string[]): number =>
		Math.max(...texts.map(({ length }) => length));
	const keysWidth = width(rows.map((row) => keysText(row)));
	const nameWidth = width(rows.map(({ name }) => name));
	return Object.entries(keys).flatMap(([screen, bindings], index) => [
		...(index === 0 ? [] : [""]),
		strong(screen),
		...bindings.map(
			(each) =>
				`  ${keysText(each).padEnd(keysWidth)}  ${each.name.padEnd(nameWidth)}  ${each.does}`,
		),
	]);
}

function keysText({ keys }: NamedKey): string {
	return keys.map((key) => (key === " " ? "Space" : key)).join(" ");
}
