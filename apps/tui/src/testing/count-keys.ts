import type { Terminal } from "./terminal.ts";

/** A terminal that counts the keys that are pressed. */
export function countKeys(app: Terminal): {
	press: (...pressed: string[]) => Promise<void>;
	count: () => number;
} {
	let count = 0;
	return {
		press: async (...pressed) => {
			for (const key of pressed) {
				count++;
				await app.press(key);
			}
		},
		count: () => count,
	};
}
