import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** A process of its own that tells its parent things, one message each. */
export type Child = {
	/** Every message until the process ends, in order. */
	said: AsyncIterable<unknown>;
	/** Ends it on the spot, and returns once it is gone. */
	kill(): Promise<void>;
};

/** Starts a file of this folder, with options of Node's if need be. */
export function startChild(
	file: string,
	args: string[],
	execArgv: string[] = [],
): Child {
	const path = fileURLToPath(new URL(file, import.meta.url));
	const child = fork(path, args, { execArgv });
	return {
		said: messages(child),
		async kill() {
			if (child.exitCode !== null || child.signalCode !== null) return;
			const gone = once(child, "exit");
			child.kill("SIGKILL");
			await gone;
		},
	};
}

function messages(child: ChildProcess): AsyncIterable<unknown> {
	const waiting: unknown[] = [];
	let over = false;
	let changed = Promise.withResolvers<void>();
	const change = (): void => {
		changed.resolve();
		changed = Promise.withResolvers();
	};
	child.on("message", (message) => {
		waiting.push(message);
		change();
	});
	// Messages that were sent before the end come before it.
	child.on("close", () => {
		over = true;
		change();
	});
	return {
		async *[Symbol.asyncIterator]() {
			for (;;) {
				const seen = changed.promise;
				while (waiting.length > 0) yield waiting.shift();
				if (over) return;
				await seen;
			}
		},
	};
}
