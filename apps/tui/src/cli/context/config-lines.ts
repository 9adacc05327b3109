import { textEncoding } from "@signoff/core/validation";
import {
	findNodeAtLocation,
	type Node,
	type ParseError,
	parseTree,
} from "jsonc-parser";

/** Finds lines in a JSON file that has a problem. Lines are numbered from 1. */
export type JsonLines = {
	/** The line of the value at a path, or of the nearest value around it. */
	lineOf(path: readonly (string | number)[]): number;
	/** The line of the first key of the root that is none of these. */
	lineOfOtherKey(known: readonly string[]): number;
	/** The line of the first syntax error; `null` if there is none. */
	errorLine(): number | null;
};

/** @param bytes text in UTF-8 or UTF-16 */
export function jsonLines(bytes: Uint8Array): JsonLines {
	const text = new TextDecoder(textEncoding(bytes)).decode(bytes);
	const errors: ParseError[] = [];
	const root = parseTree(text, errors, { disallowComments: true });
	const lineAt = (offset: number): number =>
		text.slice(0, offset).split("\n").length;
	return {
		lineOf(path) {
			for (let depth = path.length; depth > 0; depth--) {
				const node = keyOf(root, path.slice(0, depth));
				if (node !== undefined) return lineAt(node.offset);
			}
			return lineAt(root?.offset ?? 0);
		},
		lineOfOtherKey(known) {
			const keys = root?.children?.flatMap(
				({ children = [] }) => children[0] ?? [],
			);
			const other = keys?.find(({ value }) => !known.includes(value));
			return lineAt((other ?? root)?.offset ?? 0);
		},
		errorLine() {
			const [first] = errors;
			return first === undefined ? null : lineAt(first.offset);
		},
	};
}

/** A value of an object begins at its key. */
function keyOf(
	root: Node | undefined,
	path: (string | number)[],
): Node | undefined {
	const node = root && findNodeAtLocation(root, path);
	return node?.parent?.type === "property" ? node.parent : node;
}
