import type { Readable } from "node:stream";
import type { Client } from "@signoff/sdk";
import type { Ask } from "../../terminal/prompt.ts";
import type { Arguments } from "../args/parse-args.ts";
import type { Host } from "./process.ts";
import type { Settings } from "./settings.ts";

/** What a command that talks to the server works with. */
export type Session = {
	args: Arguments;
	settings: Settings;
	client: Client;
	/** `null` where nobody is there to be asked. */
	ask: Ask | null;
	/** Aborts once the person wants to stop. */
	signal: AbortSignal;
	stdin: Readable;
	/** The process that the app shows itself in. */
	host: Host;
	/** Unix milliseconds. */
	now: () => number;
};
