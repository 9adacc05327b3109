#!/usr/bin/env node
import { once } from "node:events";
import { isMainThread } from "node:worker_threads";
import { runWorkerShare } from "./cli/model-check.ts";
import { runCommand } from "./cli/run.ts";

if (isMainThread) {
	process.exitCode = await runCommand(process.argv.slice(2), {
		out: (text) => process.stdout.write(text),
		err: (text) => process.stderr.write(text),
		stopped: async () => {
			const orphaned = process.connected ? [once(process, "disconnect")] : [];
			const asked = [once(process, "SIGTERM"), once(process, "SIGINT")];
			await Promise.race([...asked, ...orphaned]);
		},
		program: new URL(import.meta.url),
	});
	// An open channel to the parent would keep the process running.
	process.disconnect?.();
} else runWorkerShare();
