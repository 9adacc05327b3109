import { exitCodes } from "@signoff/core";
import { expect, onTestFinished, test, vi } from "vitest";
import { replyToReads } from "../../testing/instance.ts";
import { jsonLines, type Run, signoff } from "../../testing/run-cli.ts";
import { newStateHome } from "../../testing/state-home.ts";
import { startStubServer } from "../../testing/stub-server.ts";

// Every test starts processes, and the machine may be busy.
vi.setConfig({ testTimeout: 90_000 });

test("`log` lists what was decided, for people and for scripts", async () => {
	const stub = await startStubServer(replyToReads("Review", { status: 204 }));
	onTestFinished(() => stub.stop());
	const env = {
		SIGNOFF_BASE_URL: stub.url,
		SIGNOFF_TOKEN: "ada-token",
		SIGNOFF_COMPANY_ID: "4201",
		SIGNOFF_PROJECT_ID: "77",
		XDG_STATE_HOME: newStateHome(),
	};
	expect((await signoff(["log"], { env })).stdout).toBe(
		"Nothing was decided here.\n",
	);
	await signoff(
		[
			...["respond", "--instance", "9001", "--step", "1"],
			...["--option", "Approve", "--json"],
		],
		{ env },
	);
	const offline = { ...env, SIGNOFF_TOKEN: "" };
	const [entry] = jsonLines(await signoff(["log", "--json"], { env: offline }));
	expect(entry).toEqual({
		at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
		submission: expect.objectContaining({ id: "9001", project_id: "77" }),
		item: "Requisition 483",
		step_name: "Review",
		option: "Approve",
		state: "settled",
		outcome: expect.objectContaining({ kind: "recorded" }),
	});
	const table = await signoff(["log"], { env: offline });
	expect(table.stdout.split("\n")).toEqual([
		expect.stringMatching(/^DECIDED\tOUTCOME\tINSTANCE\tSTEP\tITEM\tOPTION$/),
		expect.stringMatching(
			/^\d{4}-\d\d-\d\d \d\d:\d\d\trecorded\t9001\t1 Review\tRequisition 483\tApprove$/,
		),
		"",
	]);
	const since = (value: string): Promise<Run> =>
		signoff(["log", "--json", "--since", value], { env });
	expect(jsonLines(await since("1h"))).toHaveLength(1);
	expect(jsonLines(await since("2999-01-01"))).toEqual([]);
	expect((await since("soon")).code).toBe(exitCodes.invalid);
	const elsewhere = await signoff(["log", "--json"], {
		env: { ...env, SIGNOFF_BASE_URL: "http://127.0.0.1:1" },
	});
	expect(jsonLines(elsewhere)).toEqual([]);
});
