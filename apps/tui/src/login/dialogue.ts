import { createInterface } from "node:readline";
import { Writable } from "node:stream";

/** Questions to a person at a terminal, or to a script that answers them over standard input, one line each. */
export type Dialogue = {
	/** False if a script answers. */
	isTerminal: boolean;
	/** True once the input has ended, or the person has pressed Ctrl-C: no answer follows. */
	isEnded: () => boolean;
	/** Aborts when the person presses Ctrl-C, also while no question waits. */
	signal: AbortSignal;
	/** Asks; resolves to `null` if the answer is empty or the input has ended. */
	ask: (question: string) => Promise<string | null>;
	/** Asks without showing what is typed. */
	askSecret: (question: string) => Promise<string | null>;
	show: (lines: readonly string[]) => void;
	/** Gives the input back, in its usual mode. */
	close: () => void;
};

type Question = {
	isSecret: boolean;
	resolve: (answer: string | null) => void;
};

/**
 * Starts a dialogue. All its questions share one reader, so that lines that arrive together answer the questions one
 * after the other.
 *
 * @param output standard error, since standard output is for results
 * @param signal ends the dialogue
 */
export function createDialogue(
	input: NodeJS.ReadStream,
	output: NodeJS.WriteStream,
	signal: AbortSignal,
): Dialogue {
	const isTerminal = Boolean(input.isTTY && output.isTTY);
	const echo = createEcho(output);
	const reader = createInterface({
		input,
		output: echo.stream,
		// Also if the questions go to a file: otherwise the terminal itself would show the secrets.
		terminal: Boolean(input.isTTY),
		// Otherwise the arrow keys would show earlier answers, secrets too.
		historySize: 0,
	});
	const lines: string[] = [];
	let question: Question | null = null;
	let isEnded = false;
	const stop = new AbortController();

	function answer(line: string | null): void {
		const asked = question;
		question = null;
		echo.mute();
		// After a hidden line, Ctrl-C or Ctrl-D the cursor is still on the line of the question.
		if (isTerminal && (asked?.isSecret || line === null)) output.write("\n");
		asked?.resolve(line?.trim() || null);
	}

	function end(): void {
		isEnded = true;
		if (question !== null) answer(null);
	}

	const close = (): void => reader.close();
	reader.on("line", (line) => {
		if (question === null) lines.push(line);
		else answer(line);
	});
	reader.once("SIGINT", () => {
		stop.abort();
		close();
	});
	reader.once("close", end);
	signal.addEventListener("abort", close, { once: true });

	function put(text: string, isSecret: boolean): Promise<string | null> {
		const line = lines.shift();
		if (line !== undefined || isEnded) {
			output.write(`${text}\n`);
			return Promise.resolve(line?.trim() || null);
		}
		return new Promise((resolve) => {
			question = { isSecret, resolve };
			if (!isTerminal) output.write(`${text}\n`);
			else if (isSecret) output.write(`${text} `);
			else {
				echo.unmute();
				reader.setPrompt(`${text} `);
				reader.prompt();
			}
		});
	}

	return {
		isTerminal,
		isEnded: () => isEnded && lines.length === 0,
		signal: stop.signal,
		ask: (text) => put(text, false),
		askSecret: (text) => put(text, true),
		show: (shown) => void output.write(`${shown.join("\n")}\n`),
		close() {
			signal.removeEventListener("abort", close);
			close();
		},
	};
}

/** What the reader writes, such as the characters typed: shown only while it is not muted. */
function createEcho(output: NodeJS.WriteStream): {
	stream: Writable;
	mute: () => void;
	unmute: () => void;
} {
	let isMuted = true;
	const stream = new Writable({
		write(chunk, _encoding, done) {
			if (!isMuted) output.write(chunk);
			done();
		},
	});
	// The reader wraps long lines at this width.
	Object.defineProperty(stream, "columns", { get: () => output.columns });
	return {
		stream,
		mute() {
			isMuted = true;
		},
		unmute() {
			isMuted = false;
		},
	};
}
