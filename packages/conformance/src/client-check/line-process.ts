import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A command that runs in a shell and in a process group, and writes lines. */
export type LineProcess = {
	hasExited(): boolean;
	/** How it ended. Resolves once it has ended and every line is read. */
	ended: Promise<{ code: number | null; signal: string | null }>;
	write(line: string): void;
	/** The number of lines that are not read yet. */
	unreadLines(): number;
	/** Resolves to the next line, or `null` if the process ends without one or the time is over. */
	nextLine(timeLimitMs: number): Promise<string | null>;
	/** Returns the end of its standard error since the last call. */
	takeStderr(): string;
	/** Ends the process and every process that it started: SIGTERM first, SIGKILL after two seconds. */
	kill(): Promise<void>;
};

const keptStderr = 4_000;
const graceMs = 2_000;

export function startLineProcess(command: string): LineProcess {
	const child = spawn(command, {
		shell: true,
		// Its group gets the signals, so that none of its child processes is left behind.
		detached: true,
		stdio: ["pipe", "pipe", "pipe"],
	});
	const unread: string[] = [];
	let stderr = "";
	let onChange = (): void => {};
	createInterface({ input: child.stdout }).on("line", (line) => {
		unread.push(line);
		onChange();
	});
	child.stderr.setEncoding("utf8").on("data", (text: string) => {
		stderr = (stderr + text).slice(-keptStderr);
	});
	// It may end before it has read a request.
	child.stdin.on("error", () => {});
	// A process that it left behind would keep its output open.
	child.once("exit", () => signalGroup(child, "SIGKILL"));
	let isOver = false;
	const ended = new Promise<{ code: number | null; signal: string | null }>(
		(resolve) => {
			const end = (code: number | null, signal: string | null): void => {
				isOver = true;
				onChange();
				resolve({ code, signal });
			};
			child.once("close", end);
			child.once("error", () => end(null, null));
		},
	);
	return {
		ended,
		hasExited: () => child.exitCode !== null || child.signalCode !== null,
		write: (line) => child.stdin.write(`${line}\n`),
		unreadLines: () => unread.length,
		nextLine: (timeLimitMs) =>
			new Promise((resolve) => {
				const finish = (line: string | null): void => {
					clearTimeout(timer);
					onChange = () => {};
					resolve(line);
				};
				const timer = setTimeout(() => finish(null), timeLimitMs);
				onChange = () => {
					const line = unread.shift();
					if (line !== undefined) finish(line);
					else if (isOver) finish(null);
				};
				onChange();
			}),
		takeStderr() {
			const taken = stderr;
			stderr = "";
			return taken;
		},
		async kill() {
			if (!isOver) {
				child.stdin.end();
				signalGroup(child, "SIGTERM");
			}
			const timer = setTimeout(() => signalGroup(child, "SIGKILL"), graceMs);
			await ended;
			clearTimeout(timer);
		},
	};
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
	try {
		if (pid !== undefined) process.kill(-pid, signal);
	} catch {
		// No process of the group is left.
	}
}
