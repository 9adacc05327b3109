import { execFile, execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { spawn } from "@lydell/node-pty";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { replyToReads } from "../../testing/instance.ts";
import { printed, signoff } from "../../testing/run-cli.ts";
import { newStateHome } from "../../testing/state-home.ts";
import { type StubServer, startStubServer } from "../../testing/stub-server.ts";
import { registry } from "../registry.ts";

// Every test starts processes, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const bin = `${import.meta.dirname}/../../bin.ts`;
const run = promisify(execFile);

let folder: string;
let stub: StubServer;
let env: Record<string, string>;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), "signoff-completion-"));
	stub = await startStubServer(replyToReads("Review", { status: 204 }));
	// The shells find the command by its name.
	writeFileSync(
		join(folder, "signoff"),
		`#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`,
	);
	chmodSync(join(folder, "signoff"), 0o755);
	env = {
		PATH: `${folder}:/usr/bin:/bin`,
		HOME: folder,
		LANG: "C.UTF-8",
		TERM: "xterm",
		XDG_STATE_HOME: newStateHome(),
		SIGNOFF_BASE_URL: stub.url,
		SIGNOFF_TOKEN: "ada-token",
		SIGNOFF_COMPANY_ID: "4201",
	};
	for (const shell of ["bash", "zsh", "fish"]) {
		const { stdout } = await signoff(["completion", shell]);
		writeFileSync(join(folder, `script.${shell}`), stdout);
	}
});
afterAll(async () => {
	await stub.stop();
	rmSync(folder, { recursive: true });
});

function isInstalled(shell: string): boolean {
	try {
		execFileSync("/bin/sh", ["-c", `command -v ${shell}`]);
		return true;
	} catch {
		return false;
	}
}

/** The words of a command line, the last one incomplete; and some of its completions. */
const cases: [words: string[], expected: string[]][] = [
	[[""], registry.commands.map(({ name }) => name)],
	[["lo"], ["log", "login", "logout"]],
	[
		["respond", "--com"],
		["--comment", "--comment-file", "--company-id"],
	],
	[
		["login", "--method", ""],
		["code", "service", "token"],
	],
	[
		["config", ""],
		["check", "path", "schema"],
	],
	[["help", "who"], ["whoami"]],
	[
		["completion", ""],
		["bash", "zsh", "fish"],
	],
	[["respond", "--instance", "9001", "--option", "App"], ["Approve"]],
	[["bulk", `/etc/host`], ["/etc/hosts"]],
];

describe.skipIf(!isInstalled("bash"))("bash", () => {
	async function complete(words: string[]): Promise<string[]> {
		const script = `source "${folder}/script.bash"; COMP_WORDS=(signoff "$@"); COMP_CWORD=$#; _signoff; printf '%s\\n' "\${COMPREPLY[@]}"`;
		const { stdout } = await run("bash", ["-c", script, "bash", ...words], {
			env,
		});
		return stdout.trimEnd().split("\n");
	}

	test.each(cases)("completes %j", async (words, expected) => {
		expect(await complete(words)).toEqual(expect.arrayContaining(expected));
	});

	test("offers nothing else", async () => {
		expect(await complete(["lo"])).toEqual(["log", "login", "logout"]);
		expect(await complete(["login", "--method", "=", "s"])).toEqual([
			"service",
		]);
		expect(await complete(["respond", "--comment", ""])).toEqual([""]);
		expect(await complete(["inbox", "--option", ""])).toEqual([""]);
		expect(await complete(["--inst"])).toEqual(["--instance"]);
	});

	test("the script runs in the mode that is closest to bash 3.2", async () => {
		const { stderr } = await run("bash", ["-n", `${folder}/script.bash`], {
			env,
		});
		expect(stderr).toBe("");
	});
});

describe.skipIf(!isInstalled("fish"))("fish", () => {
	test.each(cases)("completes %j", async (words, expected) => {
		const line = ["signoff", ...words].join(" ");
		const { stdout } = await run(
			"fish",
			[
				"--no-config",
				"-c",
				`source ${folder}/script.fish; complete -C '${line}'`,
			],
			{ env },
		);
		const found = stdout.split("\n").map((each) => each.split("\t")[0]);
		expect(found).toEqual(expect.arrayContaining(expected));
	});
});

describe.skipIf(!isInstalled("zsh"))("zsh", () => {
	/** Types into an interactive zsh, presses Tab, and returns what it shows. */
	async function complete(words: string[]): Promise<string> {
		const shell = spawn("zsh", ["-f", "-i"], { cols: 200, rows: 50, env });
		let shown = "";
		const until = (text: string): Promise<void> =>
			vi
				.waitUntil(() => shown.includes(text), { timeout: 30_000 })
				.then(() => {});
		shell.onData((data) => {
			shown += data;
		});
		const type = (text: string): void => shell.write(text);
		type(
			`PS1='> '; autoload -U compinit; compinit -u -D; setopt no_always_last_prompt no_auto_list no_auto_menu; source ${folder}/script.zsh; bindkey '^X' list-choices; echo rea''dy\r`,
		);
		await until("\nready");
		shown = "";
		type(`signoff ${words.join(" ")}\u0018`);
		const settled = vi.waitUntil(
			() => /signoff [\s\S]*\n[\s\S]*> /.test(shown),
			{ timeout: 15_000 },
		);
		await settled.catch(() => {});
		shell.kill();
		return shown;
	}

	test.each(cases)("completes %j", async (words, expected) => {
		const shown = await complete(words);
		for (const each of expected)
			expect(shown).toContain(each.split("/").at(-1));
	});
});

test("prints the names of the options that a step offers, and nothing if they cannot be read", async () => {
	const words = ["respond", "--instance", "9001", "--comment", "--option"];
	const offered = await signoff(["completion", "options", "--", ...words], {
		env,
	});
	expect(offered).toMatchObject({ code: 0, stdout: "Approve\n", stderr: "" });
	expect(await signoff(["completion", "options", "--"], { env })).toMatchObject(
		{ code: 0, stdout: "" },
	);
});

test("refuses another shell, and suggests the nearest", async () => {
	const refused = await signoff(["completion", "bsh"]);
	expect(refused).toMatchObject({ code: 2, stdout: "" });
	expect(refused.stderr).toContain("bash, zsh, fish; did you mean `bash`?");
	expect((await signoff(["completion", "bash", "zsh"])).code).toBe(2);
	expect(printed(await signoff(["completion", "fish", "--json"]))).toEqual({
		script: expect.stringContaining("complete -c signoff"),
	});
});
