import { existsSync } from "node:fs";
import { join } from "node:path";
import { stateFolder } from "../../../model/state-folder.ts";
import { openOutbox } from "../../../outbox/outbox.ts";
import { OutboxError } from "../../../outbox/outbox-error.ts";
import { bad, type Check, good } from "../facts/check.ts";

/** The answers that are not settled. */
export const outbox: Check = {
	name: "outbox",
	needs: ["state_directory"],
	run({ process: { env } }) {
		const folder = stateFolder(env);
		if (!existsSync(join(folder, "outbox.db")))
			return Promise.resolve(good("The outbox is empty."));
		try {
			const opened = openOutbox(folder);
			try {
				const open = opened
					.list()
					.filter(({ state }) => state.kind !== "settled").length;
				return Promise.resolve(
					good(
						open === 0
							? "Every answer is settled."
							: `${open} ${open === 1 ? "answer is" : "answers are"} not settled: \`signoff log\` shows them, and the app settles them by itself.`,
					),
				);
			} finally {
				opened.close();
			}
		} catch (error) {
			if (!(error instanceof OutboxError)) throw error;
			return Promise.resolve(
				bad(
					error.message,
					"Move the file outbox.db away; what it held is then looked up at the server when you answer again.",
				),
			);
		}
	},
};
