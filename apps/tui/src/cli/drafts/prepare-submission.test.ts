import { Readable } from "node:stream";
import { bearer, createClient } from "@signoff/sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { themeFor } from "../../terminal/theme.ts";
import { replyToReads } from "../../testing/instance.ts";
import { type StubServer, startStubServer } from "../../testing/stub-server.ts";
import { tokenLogin } from "../../testing/token-login.ts";
import type { Settings } from "../context/settings.ts";
import type { PreparedSubmission } from "./complete-draft.ts";
import type { DraftFlags } from "./draft.ts";
import { prepareSubmission } from "./prepare-submission.ts";

let stub: StubServer;

beforeAll(async () => {
	stub = await startStubServer(
		replyToReads("Legal\u001b[2J review", { status: 204 }),
	);
});
afterAll(() => stub.stop());

/** Prepares a submission for a person who gives these answers, one after the other. */
async function prepareWith(
	settings: Settings,
	flags: DraftFlags,
	answers: (string | null)[],
): Promise<{ questions: string[]; prepared: PreparedSubmission }> {
	const questions: string[] = [];
	const prepared = await prepareSubmission({
		flags,
		positionals: [],
		settings,
		client: createClient({ auth: bearer("ada-token"), baseUrl: stub.url }),
		login: tokenLogin("ada-token"),
		logInAgain: () => Promise.resolve(null),
		prompt: (question) => {
			questions.push(question);
			return Promise.resolve(answers.shift() ?? null);
		},
		signal: new AbortController().signal,
		stdin: Readable.from([]),
		process,
		now: () => 0,
	});
	return { questions, prepared };
}

test("asks for every missing part, and sanitizes the options it shows", async () => {
	const { questions, prepared } = await prepareWith({}, {}, [
		"4201",
		"9001",
		"approve",
	]);
	expect(questions).toEqual([
		"Company id:",
		"Instance id:",
		"Legal␛[2J review\n  2000  Approve\nYour answer (id or name):",
	]);
	const response = {
		current_step_occurrence_id: "1",
		selected_response_option_id: "2000",
	};
	expect(prepared).toMatchObject({
		kind: "ready",
		submission: { company_id: "4201", id: "9001", response },
		instance: { id: "9001" },
	});
});

test("does not ask for a part that is given", async () => {
	const { questions, prepared } = await prepareWith(
		{ company_id: "4201", project_id: "77" },
		{ instance: "9001", option: "2000", comment: "" },
		[],
	);
	expect(questions).toEqual([]);
	expect(prepared).toMatchObject({
		kind: "ready",
		submission: { project_id: "77", response: { comment: "" } },
	});
});

/** The issues and the text of the result that a command ends with. */
function failure(prepared: PreparedSubmission): unknown {
	if (prepared.kind !== "failed") return prepared;
	const { exitCode, json, text } = prepared.result;
	return { exitCode, json, text: text(themeFor(process.stderr, {})) };
}

test("reports what stays missing if the person gives no answer", async () => {
	const first = await prepareWith({}, {}, [null, "9001"]);
	expect(failure(first.prepared)).toMatchObject({
		exitCode: 2,
		json: [{ kind: "invalid", issues: [{ path: ["company_id"] }] }],
		text: [
			expect.stringMatching(/^\S+ The company is missing: give --company-id/),
		],
	});
	const last = await prepareWith({ company_id: "4201" }, { instance: "9001" }, [
		null,
	]);
	const path = ["response", "selected_response_option_id"];
	expect(failure(last.prepared)).toMatchObject({
		exitCode: 2,
		json: [{ kind: "invalid", issues: [{ path }] }],
		text: [expect.stringMatching(/^\S+ The response option is missing: give/)],
	});
});
