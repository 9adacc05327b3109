#!/usr/bin/env node
import { once } from "node:events";
import { runCommand } from "./cli/run.ts";

process.exitCode = await runCommand(process.argv.slice(2), {
	env: process.env,
	writeOut: (text) => process.stdout.write(text),
	writeError: (text) => process.stderr.write(text),
	stopRequested: async () => {
		await Promise.race([once(process, "SIGTERM"), once(process, "SIGINT")]);
	},
});
