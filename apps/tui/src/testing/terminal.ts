import { tmpdir } from "node:os";
import { stripVTControlCharacters } from "node:util";
import { type IPty, spawn } from "@lydell/node-pty";
import xterm from "@xterm/headless";
import { type Cell, cellsOf } from "./screen-cells.ts";

/** What a screen is known by. */
export type Sign = string | ((screen: string) => boolean);

/** How a run in a terminal ended. */
export type Ended = {
	code: number;
	/** What was written once the app's own screen had closed: what stays in the scrollback. */
	after: string;
	/** Everything that was written, escapes and all. */
	raw: string;
};

/** The real command in a real terminal of its own. */
export type Terminal = {
	pid: number;
	/** Keys as a terminal sends them. */
	press: (...pressed: string[]) => void;
	/** A paste, in brackets as terminals send it. */
	paste: (text: string) => void;
	/** The screen as it is: one line for each row, without what is blank at its end. */
	screen: () => string;
	/** The same with its looks, place by place. */
	cells: () => Cell[][];
	/** Resolves with the screen once it shows a text, or fits; rejects once the run is over. */
	until: (sign: Sign, patience?: number) => Promise<string>;
	resize: (columns: number, rows: number) => void;
	kill: (signal: NodeJS.Signals) => void;
	ended: Promise<Ended>;
};

/** The keys that are no characters. */
export const keys = {
	enter: "\r",
	escape: "\u001b",
	up: "\u001b[A",
	down: "\u001b[B",
	right: "\u001b[C",
	left: "\u001b[D",
	home: "\u001b[H",
	end: "\u001b[F",
	pageDown: "\u001b[6~",
	backspace: "\u007f",
	ctrlC: "\u0003",
	ctrlJ: "\n",
} as const;

const source = `${import.meta.dirname}/../bin.ts`;
const cache = `${tmpdir()}/signoff-compile-cache`;

/** Starts the command in a terminal of a size; of the environment around the tests nothing leaks in. */
export function openTerminal(
	args: string[],
	env: Record<string, string>,
	{ columns = 80, rows = 24 }: { columns?: number; rows?: number } = {},
	bin: string = source,
): Terminal {
	const emulator = new xterm.Terminal({
		cols: columns,
		rows,
		allowProposedApi: true,
	});
	const child = spawn(process.execPath, [bin, ...args], {
		cols: columns,
		rows,
		env: {
			HOME: "/nonexistent",
			LANG: "C.UTF-8",
			TERM: "xterm-256color",
			NODE_COMPILE_CACHE: cache,
			...env,
		},
	});
	let raw = "";
	// What the emulator has taken in: it lags behind what has arrived.
	let parsed = "";
	const drawn = new EventTarget();
	child.onData((data) => {
		raw += data;
		emulator.write(data, () => {
			parsed += data;
			drawn.dispatchEvent(new Event("drawn"));
		});
	});
	const exit = new Promise<number>((resolve) =>
		child.onExit(({ exitCode }) => resolve(exitCode)),
	);
	const ended = exit.then(
		(code) =>
			new Promise<Ended>((resolve) => {
				emulator.write("", () =>
					resolve({ code, after: afterScreen(raw), raw }),
				);
			}),
	);
	const screen = (): string => shown(emulator);
	return {
		pid: child.pid,
		press: (...pressed) => child.write(pressed.join("")),
		paste: (text) => child.write(`\u001b[200~${text}\u001b[201~`),
		screen,
		cells: () => cellsOf(emulator),
		until: (sign, patience = patienceMs) =>
			untilShown(
				sign,
				() => (isWhole(parsed) ? screen() : null),
				drawn,
				ended,
				patience,
			),
		resize: (toColumns, toRows) => resize(child, emulator, toColumns, toRows),
		kill: (signal) => child.kill(signal),
		ended,
	};
}

function untilShown(
	sign: Sign,
	screen: () => string | null,
	drawn: EventTarget,
	ended: Promise<Ended>,
	patience: number,
): Promise<string> {
	const fits = (text: string): boolean =>
		typeof sign === "string" ? text.includes(sign) : sign(text);
	return new Promise((resolve, reject) => {
		const look = (): void => {
			const text = screen();
			if (text === null || !fits(text)) return;
			drawn.removeEventListener("drawn", look);
			resolve(text);
		};
		drawn.addEventListener("drawn", look);
		const fail = (why: string): void =>
			reject(new Error(`${why} before it showed ${sign}:\n${screen()}`));
		void ended.then(() => fail("It ended"));
		AbortSignal.timeout(patience).addEventListener("abort", () =>
			fail("Patience ended"),
		);
		look();
	});
}

/** Longer than anything takes: what is waited for in vain is shown with the screen as it is. */
const patienceMs = 20_000;

function resize(
	child: IPty,
	emulator: InstanceType<typeof xterm.Terminal>,
	columns: number,
	rows: number,
): void {
	emulator.resize(columns, rows);
	child.resize(columns, rows);
}

function shown(emulator: InstanceType<typeof xterm.Terminal>): string {
	const { active } = emulator.buffer;
	const lines = Array.from({ length: emulator.rows }, (_, row) =>
		(
			active.getLine(active.baseY + row)?.translateToString(true) ?? ""
		).trimEnd(),
	);
	return `${lines.join("\n").trimEnd()}\n`;
}

/** Frames are written between two marks: in between the screen is half of one and half of another. */
function isWhole(written: string): boolean {
	return (
		written.lastIndexOf("\u001b[?2026h") <= written.lastIndexOf("\u001b[?2026l")
	);
}

const alternateScreenEnds = "\u001b[?1049l";

function afterScreen(raw: string): string {
	const end = raw.lastIndexOf(alternateScreenEnds);
	return end === -1
		? raw
		: stripVTControlCharacters(
				raw.slice(end + alternateScreenEnds.length),
			).replaceAll("\r\n", "\n");
}
