#!/usr/bin/env node
import { once } from "node:events";
import { run } from "./cli/run.ts";

process.exitCode = await run(process.argv.slice(2), {
	out: (text) => process.stdout.write(text),
	err: (text) => process.stderr.write(text),
	stopped: async () => {
		await Promise.race([once(process, "SIGTERM"), once(process, "SIGINT")]);
	},
});
