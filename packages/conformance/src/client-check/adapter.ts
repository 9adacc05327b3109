import { type LineProcess, startLineProcess } from "./line-process.ts";

/** A client's adapter: a command that reads one line for each behaviour, and writes one. */
export type Adapter = {
	/** Sends a request. Starts the process if none runs, and ends it unless it replies in time. */
	send(request: object, timeLimitMs: number): Promise<AdapterAnswer>;
	/** Ends the process and every process that it started. */
	close(): Promise<void>;
};

/** The line that the process wrote, or why there is none; and what it wrote to its standard error meanwhile. */
export type AdapterAnswer = { stderr: string } & (
	| { kind: "line"; line: string }
	| { kind: "none"; problem: string }
);

/** Thrown if the shell does not find the command, or may not run it. */
export class CommandNotFound extends Error {
	override readonly name = "CommandNotFound";
}

/** Exit codes of a shell. */
const notFound = [126, 127];

/**
 * @param command run in a shell
 * @param restart whether each behaviour gets a new process
 */
export function createAdapter(command: string, restart: boolean): Adapter {
	let running: LineProcess | null = null;
	let hasReplied = false;
	const close = async (): Promise<void> => {
		const ended = running;
		running = null;
		await ended?.kill();
	};
	return {
		close,
		async send(request, timeLimitMs) {
			if (restart || running?.hasExited()) await close();
			const current = running ?? startLineProcess(command);
			running = current;
			const stray = current.unreadLines() > 0;
			if (!stray) current.write(JSON.stringify(request));
			const line = stray ? null : await current.nextLine(timeLimitMs);
			if (line !== null) {
				hasReplied = true;
				return { kind: "line", line, stderr: current.takeStderr() };
			}
			const exited = !stray && current.hasExited();
			await close();
			const { code, signal } = await current.ended;
			if (exited && !hasReplied && notFound.includes(code ?? 0))
				throw new CommandNotFound();
			const problem = stray
				? "The adapter wrote a line before this request."
				: exited
					? `The adapter ended with ${signal ?? `exit code ${code}`} before it replied.`
					: `The adapter did not reply within ${timeLimitMs / 1_000} s.`;
			return { kind: "none", problem, stderr: current.takeStderr() };
		},
	};
}
