import { bindingName, type KeyTable } from "./model/key-map.ts";
import * as screens from "./screens.ts";
import type { AnyBinding } from "./ui/keymap.ts";

/** Every key of every screen: the app, its help, the documents and the config file use this table. */
export const keyTable: KeyTable = Object.fromEntries(
	Object.values(screens).map(
		(screen: { name: string; allBindings: readonly AnyBinding[] }) => [
			screen.name,
			distinct(screen.name, screen.allBindings),
		],
	),
);

function distinct(
	screen: string,
	bindings: readonly AnyBinding[],
): readonly AnyBinding[] {
	const byName = new Map(
		bindings.map((each) => [bindingName(screen, each), each]),
	);
	return [...byName.values()];
}

/** The table as Markdown, for the documents. */
export function keyTableText(): string {
	return Object.entries(keyTable)
		.map(([screen, bindings = []]) =>
			[
				`## ${screen}`,
				"",
				"| Keys | Do | Name in `keys` |",
				"|---|---|---|",
				...bindings.map(
					(each) =>
						`| ${keysText(each)} | ${each.label} | \`${bindingName(screen, each)}\` |`,
				),
				"",
			].join("\n"),
		)
		.join("\n");
}

function keysText({ keys, keyLabel }: AnyBinding): string {
	const shown = keys.length === 0 ? [keyLabel] : keys;
	return shown.map((key) => `\`${key === " " ? "Space" : key}\``).join(", ");
}
