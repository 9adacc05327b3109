import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { stateFolder } from "../../../model/state-folder.ts";
import { OutboxError } from "../../../outbox/outbox-error.ts";
import { createStateDirectory } from "../../../outbox/state-directory.ts";
import { bad, type Check, type CheckResult, good } from "../facts/check.ts";

// As much as the outbox writes at once, so that a few bytes that are left do not count as room.
const probeBytes = 262_144;

/** Whether answers can be stored before they are sent. */
export const stateDirectory: Check = {
	name: "state_directory",
	needs: [],
	async run({ process: { env } }) {
		const folder = stateFolder(env);
		try {
			createStateDirectory(folder);
			await writeAndRemove(join(folder, `probe-${crypto.randomUUID()}`));
			return good(`The state directory ${folder} is writable.`);
		} catch (error) {
			return problem(folder, error);
		}
	},
};

async function writeAndRemove(path: string): Promise<void> {
	try {
		const file = await open(path, "wx", 0o600);
		try {
			await file.writeFile(Buffer.alloc(probeBytes, 1));
			await file.sync();
		} finally {
			await file.close();
		}
	} finally {
		await rm(path, { force: true });
	}
}

const full = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);

function problem(folder: string, error: unknown): CheckResult {
	const cause = error instanceof OutboxError ? error.cause : error;
	const code = cause instanceof Error && "code" in cause ? cause.code : "";
	if (full.has(String(code)))
		return bad(
			`The disk of the state directory ${folder} is full: no answer can be stored, so none is sent.`,
			"Make room on it, or choose another place with XDG_STATE_HOME.",
		);
	return bad(
		error instanceof OutboxError
			? error.message
			: `The state directory ${folder} is not writable (${String(code) || "unknown reason"}): no answer can be stored, so none is sent.`,
		"Make it writable for you, or choose another place with XDG_STATE_HOME.",
	);
}
