import { answerTo } from "./ask.ts";
import type { Dialogue } from "./dialogue.ts";
import type { LoginStep } from "./login-failure.ts";

/** What a person needs before the first question. */
export const appHint: Record<"code" | "service", readonly string[]> = {
	code: [
		"You need an app of your company in https://developers.procore.com, with the",
		"redirect URI urn:ietf:wg:oauth:2.0:oob. Its page shows the id and the secret.",
		"The secret and the code are not shown while you paste them.",
	],
	service: [
		"You need an app with a service account (https://developers.procore.com). Its page",
		"shows the id and the secret. To answer a step, the account must be its assignee.",
		"The secret is not shown while you paste it.",
	],
};

/** The app that asks for tokens. */
export type ClientApp = { clientId: string; clientSecret: string };

/** Reads the id and the secret from the environment, else asks for them. */
export async function askForApp({
	dialogue,
	env,
}: {
	dialogue: Dialogue;
	env: Partial<Record<string, string>>;
}): Promise<LoginStep<ClientApp>> {
	const id = await answerTo(
		{
			text: "Client id:",
			given: env["SIGNOFF_CLIENT_ID"]?.trim(),
			next: "Give it on standard input, or set SIGNOFF_CLIENT_ID.",
		},
		dialogue,
	);
	if (id.kind === "failed") return id;
	const secret = await answerTo(
		{
			text: "Client secret:",
			secret: true,
			given: env["SIGNOFF_CLIENT_SECRET"]?.trim(),
			next: "Give it on standard input, or set SIGNOFF_CLIENT_SECRET.",
		},
		dialogue,
	);
	if (secret.kind === "failed") return secret;
	return {
		kind: "ok",
		value: { clientId: id.value, clientSecret: secret.value },
	};
}
