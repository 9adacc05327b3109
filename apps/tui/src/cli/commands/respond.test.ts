import { exitCodes, outcomeSchema } from "@signoff/core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Edge, startEdge } from "../../testing/edge.ts";
import { printed, type Run, signoff } from "../../testing/run-cli.ts";
import { sampleCompany } from "../../testing/sample-company.ts";

// Every test starts processes, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let edge: Edge;

beforeAll(async () => {
	edge = await startEdge(
		sampleCompany(
			["9001", "9002", "9003", "9004", "9005", "9006", "9007", "9008"],
			["9100", "9101"],
		),
	);
});
afterAll(() => edge.stop());

function as(
	person: string,
	more: Record<string, string> = {},
): { env: Record<string, string> } {
	return {
		env: {
			SIGNOFF_BASE_URL: edge.url,
			SIGNOFF_TOKEN: `${person}-token`,
			SIGNOFF_COMPANY_ID: "4201",
			SIGNOFF_PROJECT_ID: "77",
			...more,
		},
	};
}

/** Runs `respond`, and checks that it prints an outcome and exits with the code of its kind. */
async function respond(
	person: string,
	...args: string[]
): Promise<{ kind: string; outcome: Record<string, unknown>; run: Run }> {
	const run = await signoff(["respond", "--json", ...args], as(person));
	const outcome = printed(run);
	const { kind } = outcomeSchema.parse(outcome);
	expect(run).toMatchObject({ code: exitCodes[kind], stderr: "" });
	return { kind, outcome, run };
}

async function currentStep(instance: string): Promise<string> {
	const run = await signoff(
		["preview", "--json", "--instance", instance, "--option", "2000"],
		as("ada"),
	);
	const step = Reflect.get(
		Object(printed(run)["instance"]),
		"current_step_occurrence",
	);
	return String(Reflect.get(Object(step), "id"));
}

test("records a response, repeats it, and refuses another one, before and after the step has moved on", async () => {
	const step = await currentStep("9001");
	const named = ["--instance", "9001", "--step", step];
	expect(
		(await respond("ada", ...named, "--option", "2000", "--comment", "Fine 👍"))
			.kind,
	).toBe("recorded");
	expect(
		(await respond("ada", ...named, "--option", "2000", "--comment", "Fine 👍"))
			.kind,
	).toBe("unchanged");
	const other = await respond(
		"ada",
		...named,
		"--option",
		"2001",
		"--comment",
		"Fine 👍",
	);
	expect(other.outcome).toMatchObject({
		kind: "conflict",
		differs: ["response_option"],
		on_record: { comment: "Fine 👍", option: { id: "2000" } },
	});
	expect(
		(await respond("ada", ...named, "--option", "2000")).outcome,
	).toMatchObject({ kind: "conflict", differs: ["comment"] });
	expect((await respond("ben", ...named, "--option", "2000")).kind).toBe(
		"superseded",
	);
});

/** The flags for the current step of an instance. */
async function atStep(instance: string): Promise<string[]> {
	return ["--instance", instance, "--step", await currentStep(instance)];
}

test("finds an option by its name", async () => {
	const review = await atStep("9002");
	expect((await respond("ada", ...review, "--option", "aPPROVE")).kind).toBe(
		"recorded",
	);
	const payment = await atStep("9002");
	const sent = await respond(
		"ada",
		...payment,
		"--option",
		"Revise",
		"--comment",
		"The sum is wrong.",
	);
	expect(sent.kind).toBe("recorded");
	expect(
		(await respond("ada", ...payment, "--option", "revise")).outcome,
	).toMatchObject({
		kind: "conflict",
		on_record: { option: { id: "2002" }, comment: "The sum is wrong." },
	});
});

test("needs the step without a terminal, and `inbox` shows it: the same command never answers two steps", async () => {
	const args = ["respond", "--instance", "9003", "--option", "Approve"];
	const run = await signoff(args, as("ada"));
	expect(run).toMatchObject({ code: 2, stdout: "" });
	expect(run.stderr).toContain("give --step");
	expect(run.stderr).toContain("`signoff inbox`");
	const inbox = await signoff(["inbox"], as("ada"));
	const [, step] = /^9003\t(\d+)\t/m.exec(inbox.stdout) ?? [];
	expect(step).toBe(await currentStep("9003"));
	const bySplit = [...args, "--step", String(step)];
	const first = await signoff([...bySplit, "--json"], as("ben"));
	expect(printed(first)).toMatchObject({ kind: "recorded" });
	expect(await currentStep("9003")).not.toBe(step);
	const second = await signoff([...bySplit, "--json"], as("ben"));
	expect(printed(second)).toMatchObject({ kind: "unchanged" });
	const payment = await signoff(
		["preview", "--json", "--instance", "9003", "--option", "Approve"],
		as("ben"),
	);
	expect(printed(payment)).toMatchObject({ preview: { would: "recorded" } });
});

test("answers an instance at company level", async () => {
	const env = { ...as("ben").env, SIGNOFF_PROJECT_ID: "" };
	const preview = await signoff(
		["preview", "--json", "--instance", "9100", "--option", "2000"],
		{ env },
	);
	const { current_step_occurrence } = Object(printed(preview)["instance"]);
	const args = [
		...["respond", "--json", "--instance", "9100"],
		...["--step", current_step_occurrence.id, "--option", "Approve"],
	];
	expect(printed(await signoff(args, { env }))).toMatchObject({
		kind: "recorded",
	});
	expect(printed(await signoff(args, { env }))).toMatchObject({
		kind: "unchanged",
	});
});

test("refuses an option that is not offered, an unknown step, and an ambiguous option name", async () => {
	const named = await atStep("9004");
	expect(
		(await respond("ada", ...named, "--option", "Maybe")).outcome,
	).toMatchObject({
		kind: "invalid",
		issues: [
			{
				code: "option_not_offered",
				path: ["response", "selected_response_option_id"],
			},
		],
	});
	expect(
		(
			await respond(
				"ada",
				"--instance",
				"9004",
				"--step",
				"999999",
				"--option",
				"2000",
			)
		).outcome,
	).toMatchObject({
		kind: "invalid",
		issues: [{ code: "unknown_step" }],
	});
	expect(
		(await respond("ada", ...named, "--option", "REVISE")).outcome,
	).toMatchObject({
		kind: "invalid",
		issues: [{ code: "ambiguous_option" }],
	});
});

test("refuses a person who is no assignee, an unknown instance, another level, and an unknown token", async () => {
	const named = await atStep("9004");
	expect((await respond("cleo", ...named, "--option", "Approve")).kind).toBe(
		"forbidden",
	);
	expect((await respond("cleo", ...named, "--option", "Maybe")).kind).toBe(
		"forbidden",
	);
	expect(
		(
			await respond(
				"ada",
				"--instance",
				"77777",
				"--step",
				"1",
				"--option",
				"Approve",
			)
		).kind,
	).toBe("not_found");
	expect(
		(
			await respond(
				"ada",
				"--instance",
				"9101",
				"--step",
				"1",
				"--option",
				"Approve",
			)
		).kind,
	).toBe("not_found");
	expect(
		(
			await respond(
				"ada",
				"--instance",
				"77777",
				"--step",
				"1",
				"--option",
				"2000",
			)
		).kind,
	).toBe("not_found");
	expect((await respond("nobody", ...named, "--option", "Approve")).kind).toBe(
		"unauthenticated",
	);
});

test("refuses malformed input before it sends a request", async () => {
	const malformed = await respond(
		"ada",
		"--company-id",
		"4201x",
		"--instance",
		"",
		"--step",
		"1",
		"--option",
		"2000",
	);
	expect(malformed.outcome).toMatchObject({
		kind: "invalid",
		issues: [{ path: ["company_id"] }, { path: ["id"] }],
	});
	expect(malformed.run.stdout).not.toContain("4201x");
});

test("reads a whole submission from standard input", async () => {
	const response = {
		current_step_occurrence_id: await currentStep("9004"),
		selected_response_option_id: "2000",
		comment: "שלום",
	};
	const submission = {
		company_id: "4201",
		project_id: "77",
		id: "9004",
		response,
	};
	const send = (stdin: string | Buffer): Promise<Run> =>
		signoff(["respond", "--stdin", "--json"], { ...as("ada"), stdin });
	expect(printed(await send(JSON.stringify(submission)))).toMatchObject({
		kind: "recorded",
	});
	expect(printed(await send(JSON.stringify(submission)))).toMatchObject({
		kind: "unchanged",
	});
	// As a shell of Windows writes it.
	const utf16 = Buffer.from(`\uFEFF${JSON.stringify(submission)}`, "utf16le");
	expect(printed(await send(utf16))).toMatchObject({ kind: "unchanged" });
	const misspelt = { ...submission, response: { ...response, coment: "x" } };
	expect(printed(await send(JSON.stringify(misspelt)))).toMatchObject({
		kind: "invalid",
		issues: [{ path: ["response"] }],
	});
});

const whole = {
	company_id: "4201",
	project_id: "77",
	id: "9007",
	response: {
		current_step_occurrence_id: "1",
		selected_response_option_id: "2000",
		comment: "?",
	},
};
// A whole submission with one invalid byte in its comment.
const brokenUtf8 = Buffer.from(
	Buffer.from(JSON.stringify(whole)).map((byte) =>
		byte === 0x3f ? 0xff : byte,
	),
);

test.each([
	["invalid JSON", "{", "malformed"],
	["nothing", "", "malformed"],
	["broken UTF-8", brokenUtf8, "malformed"],
	["more than 1 MiB", `"${"x".repeat(1_048_576)}"`, "body_too_large"],
])("refuses standard input that holds %s", async (_, stdin, code) => {
	const run = await signoff(["respond", "--stdin", "--json"], {
		...as("ada"),
		stdin,
	});
	expect(run.code).toBe(2);
	expect(printed(run)).toMatchObject({
		kind: "invalid",
		issues: [{ code, path: [] }],
	});
});

test("refuses flags that name a part of the submission on standard input", async () => {
	const run = await signoff(
		["respond", "--stdin", "--json", "--instance", "9004", "--comment", "x"],
		{ ...as("ada"), stdin: "{}" },
	);
	expect(run.code).toBe(2);
	expect(printed(run)).toMatchObject({
		kind: "invalid",
		issues: [
			{ message: expect.stringContaining("--instance") },
			{ message: expect.stringContaining("--comment") },
		],
	});
});

test("prints sentences: the outcome, the response on record, the next thing to do", async () => {
	const step = await currentStep("9006");
	const named = ["--instance", "9006", "--step", step];
	const about = (option: string): string =>
		`Requisition 49006, Architectural review (step ${step}), ${option}, instance 9006`;
	const preview = await signoff(
		["preview", ...named, "--option", "Approve"],
		as("ada"),
	);
	expect(preview).toMatchObject({
		code: 0,
		stdout: `✔ This response would be recorded.\n  ${about("Approve")}\n  This was a preview: nothing was sent.\n`,
		stderr: "",
	});
	const first = await signoff(
		["respond", ...named, "--option", "Approve", "--comment", "Fine"],
		as("ada"),
	);
	expect(first).toMatchObject({
		code: 0,
		stdout: `✔ Your response is on record.\n  ${about("Approve")}\n`,
		stderr: "",
	});
	const other = await signoff(
		["respond", ...named, "--option", "Return"],
		as("ada"),
	);
	expect(other).toMatchObject({ code: 3, stdout: "" });
	expect(other.stderr.split("\n")).toEqual([
		"≠ Another response of yours is on record for this step: “Approve”. It differs in the response option and comment.",
		`  Requisition 49006, step ${step}, Return, instance 9006`,
		expect.stringMatching(/^ {2}A recorded response cannot be changed here\./),
		expect.stringMatching(
			/^ {2}On record: Approve, “Fine”, \d{4}-\d\d-\d\dT[\d:.]+Z$/,
		),
		"",
	]);
	const previewed = await signoff(
		["preview", ...named, "--option", "Return"],
		as("ada"),
	);
	expect(previewed).toMatchObject({ code: 3, stderr: other.stderr });
});

test("prints no colours without a terminal, and ASCII if the locale is not UTF-8", async () => {
	const args = ["preview", "--instance", "77777", "--option", "x"];
	const utf8 = await signoff(args, as("ada"));
	expect(utf8.stderr).toMatch(/^✖ /);
	const ascii = await signoff(args, as("ada", { LANG: "C" }));
	expect(ascii.stderr).toMatch(/^x /);
	expect(utf8.stderr + ascii.stderr).not.toContain("\u001b");
});
