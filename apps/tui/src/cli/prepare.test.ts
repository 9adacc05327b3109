import { Readable } from "node:stream";
import { bearer, createClient } from "@signoff/sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readsOf } from "../testing/instance.ts";
import { type Stub, startStub } from "../testing/stub-server.ts";
import type { Settings } from "./context/settings.ts";
import { type Prepared, prepare } from "./prepare.ts";

let stub: Stub;

beforeAll(async () => {
	stub = await startStub(readsOf("Legal\u001b[2J review", { status: 204 }));
});
afterAll(() => stub.stop());

/** Prepares a response for a person who gives these answers, one after the other. */
async function asked(
	settings: Settings,
	texts: object,
	answers: (string | null)[],
): Promise<{ questions: string[]; prepared: Prepared }> {
	const questions: string[] = [];
	const prepared = await prepare({
		args: { command: "respond", topic: null, texts, switches: {} },
		settings,
		client: createClient({ auth: bearer("ada-token"), baseUrl: stub.url }),
		ask: (question) => {
			questions.push(question);
			return Promise.resolve(answers.shift() ?? null);
		},
		signal: new AbortController().signal,
		stdin: Readable.from([]),
		host: process,
		now: () => 0,
	});
	return { questions, prepared };
}

test("asks for everything that is missing, and shows the options harmlessly", async () => {
	const { questions, prepared } = await asked({}, {}, [
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
		seen: { id: "9001" },
	});
});

test("asks for nothing that was given", async () => {
	const { questions, prepared } = await asked(
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

test("says what stays missing where the person gives no answer", async () => {
	const first = await asked({}, {}, [null, "9001"]);
	expect(first.prepared).toMatchObject({
		kind: "misused",
		issues: [{ path: ["company_id"] }],
	});
	const last = await asked({ company_id: "4201" }, { instance: "9001" }, [
		null,
	]);
	expect(last.prepared).toMatchObject({
		kind: "misused",
		issues: [{ path: ["response", "selected_response_option_id"] }],
	});
});
