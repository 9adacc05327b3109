import { readdirSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { exitCodes } from "@signoff/core";
import { expect, onTestFinished, test, vi } from "vitest";
import { replyToReads } from "../testing/instance.ts";
import { signoff } from "../testing/run-cli.ts";
import { newStateHome } from "../testing/state-home.ts";
import { startStubServer } from "../testing/stub-server.ts";

// Every test starts processes, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 });

test("the record of a file that was finished long ago is removed, that of an unfinished one stays", async () => {
	let isLimited = false;
	const stub = await startStubServer((request) =>
		replyToReads(
			"Review",
			isLimited
				? { status: 429, headers: { "retry-after": "1" } }
				: { status: 204 },
		)(request),
	);
	onTestFinished(stub.stop);
	const state = newStateHome();
	const env = {
		SIGNOFF_BASE_URL: stub.url,
		SIGNOFF_TOKEN: "ada-token",
		SIGNOFF_COMPANY_ID: "4201",
		SIGNOFF_PROJECT_ID: "77",
		XDG_STATE_HOME: state,
	};
	const send = async (step: string): Promise<number | null> => {
		const stdin = `instance_id,step_id,option\n9001,${step},2000\n`;
		const run = await signoff(["bulk", "-", "--wait", "1"], { env, stdin });
		return run.code;
	};
	const folder = join(state, "signoff", "bulk");
	const runs = (): string[] => [
		...new Set(readdirSync(folder).map((name) => name.split(".")[0] ?? "")),
	];
	/** Makes all files older than any run is kept. */
	const makeOld = (): void => {
		for (const name of readdirSync(folder))
			utimesSync(join(folder, name), 1, 1);
	};

	isLimited = true;
	expect(await send("1")).toBe(exitCodes.deferred);
	const [unfinished] = runs();
	isLimited = false;
	makeOld();
	expect(await send("2")).not.toBe(exitCodes.deferred);
	expect(runs()).toHaveLength(2);
	expect(runs()).toContain(unfinished);
	makeOld();
	expect(await send("3")).not.toBe(exitCodes.deferred);
	expect(runs()).toHaveLength(2);
	expect(runs()).toContain(unfinished);
	// Once it is finished it counts from then on.
	expect(await send("1")).toBe(0);
	makeOld();
	await send("4");
	expect(runs()).toHaveLength(1);
});
