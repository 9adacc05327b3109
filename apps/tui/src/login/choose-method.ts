import { answerTo } from "./ask.ts";
import type { Dialogue } from "./dialogue.ts";
import { badAnswer, type LoginStep } from "./login-failure.ts";
import { type LoginMethod, loginMethods } from "./login-methods.ts";

const next = "Give `--method code`, `--method service` or `--method token`.";

/** Asks a person how to log in. A script names the method. */
export async function chooseMethod(
	dialogue: Dialogue,
): Promise<LoginStep<LoginMethod>> {
	if (!dialogue.isTerminal)
		return badAnswer("The login method is missing.", next);
	dialogue.show([
		"How do you want to log in?",
		"  1  code     as yourself, with a browser",
		"  2  service  as a service account, for scripts that run unattended",
		"  3  token    with an access token that you paste",
	]);
	for (;;) {
		const answer = await answerTo(
			{ text: "Method (1, 2 or 3):", next },
			dialogue,
		);
		if (answer.kind === "failed") return answer;
		const method =
			loginMethods.find((name) => name === answer.value.toLowerCase()) ??
			loginMethods[Number(answer.value) - 1];
		if (method !== undefined) return { kind: "ok", value: method };
	}
}
