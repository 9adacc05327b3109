import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { ConformanceReport } from "../report/types.ts";
import { adapterCommand } from "../testing/adapter-command.ts";
import { runCommand } from "./run.ts";

type Run = { code: number; out: string; err: string };

/** Runs the command in this process until it ends, or is asked to stop. */
async function check(
	argv: string[],
	stopped = new Promise<void>(() => {}),
): Promise<Run> {
	const output = { out: "", err: "" };
	const code = await runCommand(["client", ...argv], {
		out: (text) => {
			output.out += text;
		},
		err: (text) => {
			output.err += text;
		},
		stopped: () => stopped,
		program: new URL("../bin.ts", import.meta.url),
	});
	return { code, ...output };
}

/** A client without reads or retries. */
const plainClient = `
	const { base_url, token, submission, draft } = request;
	if (draft !== null) return { unsupported: "no names" };
	const { company_id, project_id, id, response } = submission;
	const path = "/rest/v2.0/companies/" + company_id + (project_id ? "/projects/" + project_id : "");
	const reply = await fetch(base_url + path + "/workflows/instances/" + id + "/responses", {
		method: "POST",
		headers: {
			Authorization: "Bearer " + token,
			"Content-Type": "application/json",
			"Procore-Company-Id": company_id,
		},
		body: JSON.stringify({ response: { attachments: {}, ...response } }),
	}).catch(() => null);
	return { reports: reply?.status === 204 ? "success" : "failure" };`;

test("a client is checked by what it reports and by what is on record, in the text, as JSON and as XML", async () => {
	const folder = mkdtempSync(join(tmpdir(), "signoff-check-"));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	const command = adapterCommand(plainClient);
	const only = ["--only", "resubmission with other attachments"];
	const passed = await check(["--command", command, ...only]);
	expect(passed).toEqual({
		code: 0,
		err: "",
		out: expect.stringMatching(
			/^ok {5}a resubmission[\s\S]+\n1 passed, 0 failed\n$/,
		),
	});
	const junit = join(folder, "junit.xml");
	const failed = await check([
		...["--command", command, "--only", "Lost In Transit"],
		...["--by-name", "--json", "--junit", junit],
	]);
	expect(failed.code).toBe(1);
	const report: ConformanceReport = JSON.parse(failed.out);
	expect(report).toMatchObject({
		role: "client",
		totals: { passed: 0, failed: 1, unsupported: 1 },
		by_harm: { lost: 1 },
		behaviours: [
			{
				form: "id",
				verdict: "failed",
				reported: "failure",
				harms: ["lost"],
				requests: ["submit"],
			},
			{ form: "name", verdict: "unsupported", details: ["no names"] },
		],
	});
	expect(readFileSync(junit, "utf8")).toMatch(
		/<failure type="lost" .*<skipped/s,
	);
});

test("a client that breaks fails, and its standard error is shown", async () => {
	const command = adapterCommand(
		'console.error("\\u001b[2Jsegfault"); process.exit(1);',
	);
	const only = "a first response is recorded";
	const { code, out } = await check(["--command", command, "--only", only]);
	expect(code).toBe(1);
	expect(out).toContain("FAILED a first response is recorded\n");
	expect(out).toContain("no_report: crashes");
	expect(out).toContain("ended with exit code 1");
	expect(out).toContain("stderr: ␛[2Jsegfault");
	const mute = adapterCommand('return { outcome: { kind: "saved" } };');
	const unreadable = await check(["--command", mute, "--only", only]);
	expect(unreadable.out).toContain("The kind of the outcome must be one of");
	expect(unreadable.out).toContain(
		'The adapter wrote: {"outcome":{"kind":"saved"}}',
	);
	const broken = adapterCommand('return { error: "no route" };');
	const reported = await check(["--command", broken, "--only", only]);
	expect(reported.out).toContain("The adapter reports: no route");
});

test("what follows an unreadable line does not count for the next behaviour", async () => {
	const chatty = adapterCommand(
		`process.stdout.write('Sending...\\n{"reports":"success"}\\n');`,
	);
	const { code, out } = await check([
		...["--command", chatty, "--only", "history", "--concurrency", "1"],
		"--json",
	]);
	expect(code).toBe(1);
	const { behaviours }: ConformanceReport = JSON.parse(out);
	expect(behaviours.map(({ details }) => details[0])).toEqual(
		Array(4).fill("The line is not JSON."),
	);
});

test.each([
	[[], "`--command` is missing."],
	[["--command", "true", "--only", "no behaviour has this"], "No behaviour"],
	[["--command", "true", "--concurrency", "0"], "from 1 to 1000"],
	[["--command", "true", "--time-limit", "soon"], "from 1 to 1000"],
	[["--command", "true", "--comand", "x"], "did you mean `--command`?"],
	[["--command", "signoff-no-such-command"], "cannot be started"],
])("%j is refused with exit code 2", async (argv, message) => {
	const { code, out, err } = await check(argv);
	expect({ code, out }).toEqual({ code: 2, out: "" });
	expect(err).toContain(message);
});

test("a file that cannot be written is refused before anything is checked", async () => {
	const junit = join(tmpdir(), "signoff-no-such-folder", "junit.xml");
	const { code, out, err } = await check([
		...["--command", "true", "--junit", junit],
	]);
	expect({ code, out }).toEqual({ code: 2, out: "" });
	expect(err).toContain("`--junit`");
	expect(err).not.toContain("no-such-folder");
});

test("a check that is asked to stop leaves no process", async () => {
	const folder = mkdtempSync(join(tmpdir(), "signoff-check-"));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	const file = join(folder, "pid");
	const command = `echo $$ > "${file}"; exec sleep 1000`;
	let stop = (): void => {};
	const stopped = new Promise<void>((resolve) => {
		stop = resolve;
	});
	const running = check(["--command", command, "--concurrency", "1"], stopped);
	const pid = (): number => Number(readFileSync(file, "utf8"));
	await expect.poll(pid).toBeGreaterThan(1);
	stop();
	expect(await running).toEqual({ code: 130, out: "", err: "" });
	expect(() => process.kill(pid(), 0)).toThrow("ESRCH");
});
