// Settles a submission, or continues from the state in a file. Before and after each save it sends its parent a message
// and waits for an answer, so that the parent can kill it there. Arguments: the server's URL, the state's file.
import { once } from "node:events";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { SettlementState } from "@signoff/core/settlement";
import { bearer } from "../auth/auth.ts";
import { createClient } from "../client.ts";
import { submission } from "./sample-instance.ts";

const [baseUrl = "", file = ""] = process.argv.slice(2);
const client = createClient({ baseUrl, auth: bearer("ada-token") });

async function report(message: unknown): Promise<void> {
	const answer = once(process, "message");
	process.send?.(message);
	await answer;
}

async function save(state: SettlementState): Promise<void> {
	await report(`saving ${state.command.kind}`);
	writeFileSync(`${file}.new`, JSON.stringify(state));
	renameSync(`${file}.new`, file);
	await report(`saved ${state.command.kind}`);
}

const from = existsSync(file)
	? JSON.parse(readFileSync(file, "utf8"))
	: submission;
const result = await client.settle(from, { save });
await report(result);
process.disconnect?.();
