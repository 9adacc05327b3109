import { createInterface } from "node:readline/promises";

/** Puts a question to the person at the terminal; `null` where the answer is empty or the terminal was closed. */
export type Prompt = (question: string) => Promise<string | null>;

/** Asks on stderr, since stdout is for results. `null` where there is nobody to ask. */
export function createPrompt(
	input: NodeJS.ReadStream,
	output: NodeJS.WriteStream,
): Prompt | null {
	return input.isTTY && output.isTTY
		? (question) => promptOnce(question, input, output)
		: null;
}

async function promptOnce(
	question: string,
	input: NodeJS.ReadStream,
	output: NodeJS.WriteStream,
): Promise<string | null> {
	const lines = createInterface({ input, output });
	const closed = new Promise<null>((resolve) => {
		lines.once("SIGINT", () => lines.close());
		lines.once("close", () => resolve(null));
	});
	try {
		const answer = await Promise.race([
			lines.question(`${question} `).catch(() => null),
			closed,
		]);
		// Ctrl-C and Ctrl-D leave the cursor behind the question.
		if (answer === null) output.write("\n");
		return answer?.trim() || null;
	} finally {
		lines.close();
	}
}
