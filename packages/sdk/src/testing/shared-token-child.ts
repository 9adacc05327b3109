// One of several processes that share a token file: settles its submissions all at once, and sends its parent the
// outcomes.
import type { Submission } from "@signoff/core";
import { refreshToken } from "../auth/oauth/refresh-token.ts";
import { createClient } from "../client.ts";
import { fileTokenStore } from "../node/file-token-store.ts";
import { app } from "./oauth-server.ts";

const [url = "", file = "", list = "[]"] = process.argv.slice(2);
const submissions: Submission[] = JSON.parse(list);
const client = createClient({
	baseUrl: url,
	auth: refreshToken({
		...app,
		authUrl: url,
		refreshToken: "refresh-login",
		store: fileTokenStore(file),
	}),
});
const outcomes = submissions.map(async (submission) => {
	const { kind } = await client.respond(submission);
	return { id: submission.id, kind };
});
process.send?.(await Promise.all(outcomes));
process.disconnect?.();
