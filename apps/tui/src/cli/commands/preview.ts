import {
	commonFlags,
	responseFlags,
	scopeFlags,
} from "../args/shared-flags.ts";
import type { Command } from "./command.ts";

/** `signoff preview`: shows the outcome that a response would have. */
export const preview: Command = {
	name: "preview",
	summary: "Show the outcome that a response would have; nothing is sent.",
	flags: { ...scopeFlags, ...responseFlags, ...commonFlags },
	examples: [
		"signoff preview --company-id 4201 --project-id 77 --instance 9001 --option Approve",
	],
	async run(invocation) {
		const { previewResponse } = await import("../actions/preview-response.ts");
		return previewResponse(invocation);
	},
};
