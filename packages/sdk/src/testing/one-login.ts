// One of several processes that share a token file: answers its steps all at once, and tells its parent what came out.
import type { Submission } from "@signoff/core";
import { createClient } from "../client.ts";
import { fileTokenStore } from "../node/token-file.ts";
import { refreshToken } from "../oauth/refresh-token.ts";
import { app } from "./guarded-pier.ts";

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
