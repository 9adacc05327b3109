import { readTokenExpiry } from "@signoff/sdk";
import { answerTo } from "./ask.ts";
import type { CredentialOptions, Credentials } from "./credentials.ts";
import { badAnswer, type LoginStep } from "./login-failure.ts";
import { unknownExpiry } from "./token-file.ts";

/** Asks for an access token, and the login server for its expiry. */
export async function pastedToken({
	dialogue,
	login_url,
	fetch,
	now,
}: CredentialOptions): Promise<LoginStep<Credentials>> {
	const token = await answerTo(
		{
			text: "Token:",
			secret: true,
			next: "Paste an access token, or give it on standard input.",
		},
		dialogue,
	);
	if (token.kind === "failed") return token;
	if (!/^[\x21-\x7e]+$/.test(token.value))
		return badAnswer(
			"The token is not one word of visible ASCII characters.",
			"Paste the access token alone, without quotes and without `Bearer`.",
		);
	const expires_at =
		login_url === null
			? null
			: await readTokenExpiry(token.value, {
					authUrl: login_url,
					fetch,
					timeoutMs: 5_000,
				});
	return {
		kind: "ok",
		value: {
			tokens: {
				access_token: token.value,
				issued_at: now(),
				expires_at: expires_at ?? unknownExpiry,
				refresh_token: null,
				seed_refresh_token: null,
				audience: "pasted",
			},
			client_id: null,
			client_secret: null,
		},
	};
}
