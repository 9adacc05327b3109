/** Asks the person at the terminal. Resolves to `null` if the answer is empty or the input ends. */
export type Prompt = (question: string) => Promise<string | null>;

/**
 * Creates a prompt, or returns `null` without a terminal.
 *
 * @param output standard error, since standard output is for results
 */
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
	const { createInterface } = await import("node:readline/promises");
	const reader = createInterface({ input, output });
	const closed = new Promise<null>((resolve) => {
		reader.once("SIGINT", () => reader.close());
		reader.once("close", () => resolve(null));
	});
	try {
		const answer = await Promise.race([
			reader.question(`${question} `).catch(() => null),
			closed,
		]);
		// After Ctrl-C or Ctrl-D the cursor is still on the line of the question.
		if (answer === null) output.write("\n");
		return answer?.trim() || null;
	} finally {
		reader.close();
	}
}
