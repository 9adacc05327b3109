import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { root } from "../lib/repository.ts";
import { runProcess } from "../lib/run.ts";
import { copyExample } from "./example-folder.ts";
import { startLoginServer } from "./login-server.ts";

/** Makes the command `signoff-edge` of the workspace available in a folder, as `npm install` does. */
function installEdge(folder: string): void {
	const bin = join(folder, "node_modules/.bin");
	mkdirSync(bin, { recursive: true });
	const program = join(root, "apps/edge/src/bin.ts");
	writeFileSync(
		join(bin, "signoff-edge"),
		`#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`,
		{ mode: 0o755 },
	);
}

/** Starts `deploy.sh`; returns the edge's URL. Ends with the test. */
async function deploy(folder: string, env: NodeJS.ProcessEnv): Promise<string> {
	const child = spawn("sh", ["deploy.sh"], {
		cwd: folder,
		env: { ...env, SIGNOFF_PORT: "0" },
		stdio: ["ignore", "pipe", "inherit"],
	});
	onTestFinished(async () => {
		child.kill("SIGTERM");
		await once(child, "exit");
	});
	for await (const line of createInterface({ input: child.stdout }))
		return JSON.parse(line).url;
	throw new Error("The edge did not start.");
}

test("a relay", { timeout: 60_000 }, async () => {
	const folder = copyExample("relay");
	installEdge(folder);
	const { env, receivedRequests } = await startLoginServer();
	const url = await deploy(folder, {
		...env,
		PROCORE_CLIENT_ID: env["SIGNOFF_CLIENT_ID"],
		PROCORE_CLIENT_SECRET: env["SIGNOFF_CLIENT_SECRET"],
		SIGNOFF_LOGIN_URL: env["SIGNOFF_AUTH_URL"],
		SIGNOFF_PROCORE_URL: env["SIGNOFF_BASE_URL"],
		SIGNOFF_COMPANIES: "4201",
		SIGNOFF_LOG_LEVEL: "error",
	});
	const { key } = JSON.parse(
		readFileSync(join(folder, "relay/erp.json"), "utf8"),
	);
	const post = (option: string) =>
		runProcess(
			process.execPath,
			["post.ts", url, "4201", "77", "9001", "1", option],
			folder,
			{ ...process.env, SIGNOFF_API_KEY: key },
		);
	expect(await post("2000")).toEqual({ code: 0, output: "recorded\n" });
	expect(await post("2000")).toEqual({ code: 0, output: "unchanged\n" });
	expect(await post("2001")).toEqual({ code: 1, output: "forbidden\n" });
	const calls = (await receivedRequests()).map(({ call }) => call);
	expect(calls.filter((call) => call === "refresh_token")).toHaveLength(1);
	expect(calls.filter((call) => call === "submit")).toHaveLength(1);
});
