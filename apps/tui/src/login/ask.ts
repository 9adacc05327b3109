import type { Dialogue } from "./dialogue.ts";
import { type LoginStep, stopped, unanswered } from "./login-failure.ts";

/** The least that a question needs. */
export type Question = {
	text: string;
	/** True: what is typed is not shown. */
	secret?: boolean;
	/** The answer, if the environment has one. */
	given?: string | undefined;
	/** What to do if it has no answer. */
	next: string;
};

/** The answer of the environment, else of the dialogue. A person who presses Enter alone is asked again. */
export async function answerTo(
	{ text, secret = false, given, next }: Question,
	dialogue: Dialogue,
): Promise<LoginStep<string>> {
	if (given) return { kind: "ok", value: given };
	for (;;) {
		const answer = await (secret
			? dialogue.askSecret(text)
			: dialogue.ask(text));
		if (answer !== null) return { kind: "ok", value: answer };
		if (!dialogue.isTerminal) return unanswered(text, next);
		if (dialogue.isEnded()) return stopped;
	}
}
