import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** A child process that sends its parent messages. */
export type Child = {
	/** Every message until the process ends, in order. */
	messages: AsyncIterable<unknown>;
	/** Kills it, and resolves once it has exited. */
	kill(): Promise<void>;
};

/** Starts a file of this folder, with command-line options for Node. */
export function spawnChild(
	file: string,
	args: string[],
	execArgv: string[] = [],
): Child {
	const path = fileURLToPath(new URL(file, import.meta.url));
	const child = fork(path, args, { execArgv });
	return {
		messages: messagesOf(child),
		async kill() {
			if (child.exitCode !== null || child.signalCode !== null) return;
			const gone = once(child, "exit");
			child.kill("SIGKILL");
			await gone;
		},
	};
}

function messagesOf(child: ChildProcess): AsyncIterable<unknown> {
	const queue: unknown[] = [];
	let isClosed = false;
	let changed = Promise.withResolvers<void>();
	const notify = (): void => {
		changed.resolve();
		changed = Promise.withResolvers();
	};
	child.on("message", (message) => {
		queue.push(message);
		notify();
	});
	// `close` comes after the last message; `exit` may not.
	child.on("close", () => {
		isClosed = true;
		notify();
	});
	return {
		async *[Symbol.asyncIterator]() {
			for (;;) {
				const next = changed.promise;
				while (queue.length > 0) yield queue.shift();
				if (isClosed) return;
				await next;
			}
		},
	};
}
