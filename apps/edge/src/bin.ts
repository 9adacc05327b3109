#!/usr/bin/env node
import { once } from "node:events";
import { runCommand } from "./cli/run.ts";

// A log that cannot be written, because its reader is gone or its disk is full, does not stop the edge.
process.stderr.on("error", () => {});

process.exitCode = await runCommand(process.argv.slice(2), {
	env: process.env,
	writeOut: (text) => process.stdout.write(text),
	writeError: (text) => process.stderr.write(text),
	stopRequested: async () => {
		await Promise.race([once(process, "SIGTERM"), once(process, "SIGINT")]);
	},
});
