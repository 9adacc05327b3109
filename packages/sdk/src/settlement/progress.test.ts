import { expect, test } from "vitest";
import { bearer } from "../auth/auth.ts";
import { createClient } from "../client.ts";
import {
	noContent,
	sampleApi,
	submission,
} from "../testing/sample-instance.ts";
import { serve } from "../testing/stub-server.ts";
import type { RespondProgress } from "./respond-options.ts";

const auth = bearer("ada-token");
const dropped = { kind: "drop" } as const;

test("reports every request and every wait, with the completed requests", async () => {
	const server = await serve(
		sampleApi((count) => (count === 1 ? dropped : noContent)),
	);
	const reported: RespondProgress[] = [];
	const outcome = await createClient({ baseUrl: server.url, auth }).respond(
		submission,
		{ readFirst: false, onProgress: (progress) => reported.push(progress) },
	);
	expect(reported.map(({ activity }) => activity)).toEqual([
		{ kind: "calling", call: "submit" },
		{ kind: "waiting", until: expect.stringMatching(/^\d{4}-.*Z$/) },
		{ kind: "calling", call: "submit" },
	]);
	expect(reported.map(({ attempts }) => attempts.length)).toEqual([0, 1, 1]);
	expect(reported.at(-1)?.attempts[0]).toEqual(outcome.attempts[0]);
});

test("refuses a value that is not a function", async () => {
	const client = createClient({ auth });
	// What JavaScript code may pass.
	const options = JSON.parse('{ "onProgress": 1 }');
	const call = client.respond(submission, options);
	await expect(call).rejects.toThrow(
		"The option `onProgress` must be a function.",
	);
});
