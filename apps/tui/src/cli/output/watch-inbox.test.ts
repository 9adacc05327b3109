import { PassThrough } from "node:stream";
import type { Outcome } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import type { SafeResult, WaitingStep } from "@signoff/sdk";
import { expect, test } from "vitest";
import type { InboxContents } from "../../model/read-inbox.ts";
import { waitingStep } from "../../testing/waiting-step.ts";
import { createInboxPrinter } from "./inbox-printer.ts";
import { watchInbox } from "./watch-inbox.ts";

function contents(...steps: WaitingStep[]): SafeResult<InboxContents> {
	return { kind: "ok", value: { waiting: steps, hidden: 0 } };
}

function failed(outcome: Outcome): SafeResult<InboxContents> {
	return { kind: "failed", outcome, message: "It cannot be read." };
}

/** Watches through these reads, then Ctrl-C. */
async function watch(
	first: WaitingStep[],
	reads: SafeResult<InboxContents>[],
	asJson: boolean,
) {
	const abort = new AbortController();
	const output = { stdout: "", stderr: "" };
	const stream = (name: "stdout" | "stderr"): NodeJS.WriteStream => {
		const through = new PassThrough();
		through.on("data", (data) => {
			output[name] += data;
		});
		return through as never;
	};
	const result = await watchInbox({
		first: { waiting: first, hidden: 0 },
		read: () => {
			const next = reads.shift();
			if (next === undefined) throw new Error("It was read too often.");
			return Promise.resolve(next);
		},
		print: createInboxPrinter(["instance", "step"], asJson),
		process: {
			stdout: stream("stdout"),
			stderr: stream("stderr"),
			env: {},
		},
		wait: async () => {
			if (reads.length === 0) abort.abort();
		},
		signal: abort.signal,
	});
	return { result, ...output };
}

const [one, two, three] = ["9001", "9002", "9003"].map((id) =>
	waitingStep(id),
) as [WaitingStep, WaitingStep, WaitingStep];

test("each step is printed when it begins to wait, also a second time after it had gone", async () => {
	const { result, stdout, stderr } = await watch(
		[one],
		[
			contents(one, two),
			failed(outcomes.deferred("unavailable", 0)),
			contents(two, three),
			contents(one, two),
		],
		false,
	);
	const ids = stdout.split("\n").map((line) => line.split("\t")[0]);
	expect(ids).toEqual(["INSTANCE", "9001", "9002", "9003", "9001", ""]);
	expect(stderr).toBe("signoff: It cannot be read.\n");
	expect(result.exitCode).toBe(0);
});

test("with --json each is a line", async () => {
	const { stdout } = await watch([], [contents(two)], true);
	expect(JSON.parse(stdout)).toEqual({
		instance: "9002",
		step: expect.anything(),
	});
});

test("a failure that stays ends it with its exit code", async () => {
	const { result } = await watch(
		[],
		[failed(outcomes.refused("unauthenticated", null)), contents(one)],
		true,
	);
	expect(result.exitCode).toBe(5);
});
