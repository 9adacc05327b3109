import { tmpdir } from "node:os";
import { setTimeout } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { type IPty, spawn } from "@lydell/node-pty";
import xterm from "@xterm/headless";
import { quietMs } from "../app/ui/key-guard.ts";
import { program } from "./program.ts";
import { type Cell, cellsOf } from "./screen-cells.ts";
import { newStateHome } from "./state-home.ts";

/** A text on the screen, or a predicate. */
export type ScreenMatcher = string | ((screen: string) => boolean);

/** The result of a run in a terminal. */
export type TerminalExit = {
	code: number;
	/** The text written after the alternate screen closed. */
	after: string;
	/** All output, with escape sequences. */
	raw: string;
};

/** The real command in a pseudo terminal. */
export type Terminal = {
	pid: number;
	/** Sends keys in one chunk, at once. */
	send: (...pressed: string[]) => void;
	/** Presses one key as a person does, a moment after the frame that the caller has waited for: it comes alone. */
	press: (key: string) => Promise<void>;
	/** Sends a bracketed paste. */
	paste: (text: string) => void;
	/** The screen as text: one line for each row, without blanks at the end. */
	screen: () => string;
	/** What was written so far, with escape sequences. */
	written: () => string;
	/** The screen as cells, with colours. */
	cells: () => Cell[][];
	/** Resolves with the screen once it matches; rejects after `timeoutMs`, or when the command ends. */
	until: (matcher: ScreenMatcher, timeoutMs?: number) => Promise<string>;
	/** Resolves with the screen once it matches and the keys of its hint line count. */
	ready: (matcher: ScreenMatcher, timeoutMs?: number) => Promise<string>;
	resize: (columns: number, rows: number) => void;
	kill: (signal: NodeJS.Signals) => void;
	ended: Promise<TerminalExit>;
};

/** What a terminal sends for keys that are not characters. */
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
	ctrlD: "\u0004",
	ctrlG: "\u0007",
	ctrlJ: "\n",
	ctrlO: "\u000f",
	ctrlU: "\u0015",
	ctrlX: "\u0018",
	tab: "\t",
} as const;

const cache = `${tmpdir()}/signoff-compile-cache`;

/** Starts an interactive shell in a terminal, in which `signoff` is the command. */
export function openShell(
	env: Record<string, string>,
	size: { columns?: number; rows?: number } = {},
): Terminal {
	const terminal = openTerminal(["--norc", "-i"], env, size, null);
	terminal.send(`signoff() { ${process.execPath} ${program} "$@"; }\r`);
	return terminal;
}

/** Starts the command in a terminal. The environment of the tests is not passed on. */
export function openTerminal(
	args: string[],
	env: Record<string, string>,
	{ columns = 80, rows = 24 }: { columns?: number; rows?: number } = {},
	bin: string | null = program,
): Terminal {
	const emulator = new xterm.Terminal({
		cols: columns,
		rows,
		allowProposedApi: true,
	});
	const [command, all] =
		bin === null ? ["/bin/bash", args] : [process.execPath, [bin, ...args]];
	const child = spawn(command, all, {
		cols: columns,
		rows,
		env: {
			HOME: "/nonexistent",
			// Nothing is kept for another run, unless a test says where.
			XDG_STATE_HOME: newStateHome(),
			LANG: "C.UTF-8",
			TERM: "xterm-256color",
			NODE_COMPILE_CACHE: cache,
			...env,
		},
	});
	let raw = "";
	// The output that the emulator has processed; it lags behind `raw`.
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
			new Promise<TerminalExit>((resolve) => {
				emulator.write("", () =>
					resolve({ code, after: textAfterScreen(raw), raw }),
				);
			}),
	);
	const screen = (): string => screenText(emulator);
	const until = (
		matches: (screen: string) => boolean,
		description: ScreenMatcher,
		timeoutMs: number,
	): Promise<string> =>
		untilShown(
			matches,
			description,
			() => (isComplete(parsed) ? screen() : null),
			drawn,
			ended,
			timeoutMs,
		);
	return {
		pid: child.pid,
		send: (...pressed) => child.write(pressed.join("")),
		press: async (key) => {
			// A timer may fire a millisecond early.
			await setTimeout(quietMs + 1);
			child.write(key);
		},
		paste: (text) => child.write(`\u001b[200~${text}\u001b[201~`),
		screen,
		written: () => parsed,
		cells: () => cellsOf(emulator),
		until: (matcher, timeoutMs = defaultTimeoutMs) =>
			until((text) => matches(matcher, text), matcher, timeoutMs),
		ready: (matcher, timeoutMs = defaultTimeoutMs) =>
			until(
				(text) => matches(matcher, text) && keysCount(cellsOf(emulator)),
				matcher,
				timeoutMs,
			),
		resize: (toColumns, toRows) => resize(child, emulator, toColumns, toRows),
		kill: (signal) => child.kill(signal),
		ended,
	};
}

function matches(matcher: ScreenMatcher, text: string): boolean {
	return typeof matcher === "string" ? text.includes(matcher) : matcher(text);
}

/** Whether the hint line, which is the last one, shows its keys as keys that count. */
function keysCount(rows: Cell[][]): boolean {
	const hints = rows.findLast((row) => row.some(({ text }) => text !== " "));
	return hints?.[0]?.bold === true;
}

function untilShown(
	matches: (screen: string) => boolean,
	description: ScreenMatcher,
	screen: () => string | null,
	drawn: EventTarget,
	ended: Promise<TerminalExit>,
	timeoutMs: number,
): Promise<string> {
	return new Promise((resolve, reject) => {
		const check = (): void => {
			const text = screen();
			if (text === null || !matches(text)) return;
			drawn.removeEventListener("drawn", check);
			resolve(text);
		};
		drawn.addEventListener("drawn", check);
		const fail = (reason: string): void =>
			reject(
				new Error(`${reason} before it showed ${description}:\n${screen()}`),
			);
		void ended.then(() => fail("The command ended"));
		AbortSignal.timeout(timeoutMs).addEventListener("abort", () =>
			fail("The timeout passed"),
		);
		check();
	});
}

/** Longer than any screen takes. */
const defaultTimeoutMs = 20_000;

function resize(
	child: IPty,
	emulator: InstanceType<typeof xterm.Terminal>,
	columns: number,
	rows: number,
): void {
	emulator.resize(columns, rows);
	child.resize(columns, rows);
}

function screenText(emulator: InstanceType<typeof xterm.Terminal>): string {
	const { active } = emulator.buffer;
	const lines = Array.from({ length: emulator.rows }, (_, row) =>
		(
			active.getLine(active.baseY + row)?.translateToString(true) ?? ""
		).trimEnd(),
	);
	return `${lines.join("\n").trimEnd()}\n`;
}

/** Whether the last frame is complete: frames are written between two escape sequences. */
function isComplete(written: string): boolean {
	return (
		written.lastIndexOf("\u001b[?2026h") <= written.lastIndexOf("\u001b[?2026l")
	);
}

const alternateScreenEnd = "\u001b[?1049l";

function textAfterScreen(raw: string): string {
	const end = raw.lastIndexOf(alternateScreenEnd);
	return end === -1
		? raw
		: stripVTControlCharacters(
				raw.slice(end + alternateScreenEnd.length),
			).replaceAll("\r\n", "\n");
}
