import { malformedIssue } from "@signoff/core/validation";
import { stateFolder } from "../../model/state-folder.ts";
import { openOutbox } from "../../outbox/outbox.ts";
import type { Outbox } from "../../outbox/outbox-api.ts";
import { OutboxError } from "../../outbox/outbox-error.ts";
import type { CommandResult } from "../output/command-result.ts";
import { usageErrorResult } from "../output/usage-error-result.ts";

/** Runs a part of a command with the outbox open. If the outbox cannot be used, the result says why. */
export async function withOutbox(
	env: Partial<Record<string, string>>,
	run: (outbox: Outbox) => Promise<CommandResult>,
): Promise<CommandResult> {
	try {
		const outbox = openOutbox(stateFolder(env));
		try {
			return await run(outbox);
		} finally {
			outbox.close();
		}
	} catch (error) {
		if (!(error instanceof OutboxError)) throw error;
		return usageErrorResult([malformedIssue([], error.message)]);
	}
}
