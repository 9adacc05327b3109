import type { OptionRule } from "../options/rules.ts";
import { isObject } from "../options/rules.ts";

/** How far an inbox run was when it stopped. Plain JSON: store it, and pass it to a later run to continue. */
export type InboxCursor = {
	version: 1;
	/** The lists that were read completely, with their instances. */
	done: string[];
};

/** The rule of the option `cursor`. */
export const cursorRule: OptionRule = [
	"the cursor of an earlier run",
	(value) => isObject(value) && isCursor(value),
];

function isCursor(value: object): boolean {
	const done: unknown = Reflect.get(value, "done");
	return (
		Reflect.get(value, "version") === 1 &&
		Array.isArray(done) &&
		done.every((key) => typeof key === "string")
	);
}
