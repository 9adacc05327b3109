import { expect, test, vi } from "vitest";
import { createProgressLine } from "./progress-line.ts";

/** A terminal that records what is written. */
function recorded(isTTY = true, columns = 80) {
	const written: string[] = [];
	const output = {
		isTTY,
		columns,
		write: (text: string | Uint8Array) => {
			written.push(String(text));
			return true;
		},
	};
	return { output, written };
}

const erase = "\r\u001b[2K";
const env = { TERM: "xterm", LANG: "C.UTF-8" };
const now = (): number => Date.now();

test("a text replaces the one before it, says for how long, and is removed", () => {
	vi.useFakeTimers();
	try {
		const { output, written } = recorded();
		const line = createProgressLine({ output, env, now });
		line.show((ms) => `Sending ${ms / 1_000} s`);
		vi.advanceTimersByTime(2_000);
		line.show(() => "Looking");
		line.end();
		vi.advanceTimersByTime(5_000);
		expect(written).toEqual([
			`${erase}Sending 0 s`,
			`${erase}Sending 1 s`,
			`${erase}Sending 2 s`,
			erase,
		]);
	} finally {
		vi.useRealTimers();
	}
});

test("of many texts at once the first and the last are drawn", () => {
	vi.useFakeTimers();
	try {
		const { output, written } = recorded();
		const line = createProgressLine({ output, env, now });
		for (let read = 1; read <= 50; read++) line.show(() => `${read} of 50`);
		vi.advanceTimersByTime(100);
		line.end();
		line.end();
		expect(written).toEqual([`${erase}1 of 50`, `${erase}50 of 50`, erase]);
	} finally {
		vi.useRealTimers();
	}
});

test("a text is cut to one line, in columns", () => {
	const { output, written } = recorded(true, 8);
	const line = createProgressLine({ output, env, now });
	line.show(() => "読み込み中です");
	line.end();
	expect(written).toEqual([`${erase}読み込…`, erase]);
	const ascii = recorded(true, 8);
	const plain = createProgressLine({ ...ascii, env: { TERM: "linux" }, now });
	plain.show(() => "Sending your answer");
	plain.end();
	expect(ascii.written).toEqual([`${erase}Sendin~`, erase]);
});

test("a terminal that cannot erase gets each text once, as a line; no terminal gets nothing", () => {
	const { output, written } = recorded();
	const line = createProgressLine({ output, env: { TERM: "dumb" }, now });
	for (const text of ["Sending", "Sending", "Looking"]) line.show(() => text);
	line.end();
	expect(written).toEqual(["Sending\n", "Looking\n"]);
	const piped = recorded(false);
	const none = createProgressLine({ ...piped, env, now });
	none.show(() => "Sending");
	none.end();
	expect(piped.written).toEqual([]);
});
