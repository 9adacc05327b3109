import { sanitize } from "@signoff/core/validation";
import { subjectOf, subjectText } from "../../model/response-subject.ts";
import type { Prompt } from "../../terminal/prompt.ts";
import type { ReadySubmission } from "./complete-draft.ts";

/**
 * Shows the step that was looked up, and asks whether to answer it: the same command may have answered the step before.
 *
 * @returns false unless the answer is `yes`
 */
export async function confirmResponse(
	{ submission, instance, files, optionName }: ReadySubmission,
	prompt: Prompt,
): Promise<boolean> {
	const { comment } = submission.response;
	const lines = [
		subjectText(subjectOf(submission, instance, optionName)),
		...(comment ? [`  Comment: ${comment}`] : []),
		...files.map((path) => `  File: ${path}`),
	].map(sanitize);
	const answer = await prompt(
		`${lines.join("\n")}\nType \`yes\` to send this answer:`,
	);
	return answer?.toLowerCase() === "yes";
}
