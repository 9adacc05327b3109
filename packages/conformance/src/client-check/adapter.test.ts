import { expect, onTestFinished, test } from "vitest";
import { adapterCommand } from "../testing/adapter-command.ts";
import {
	type Adapter,
	type AdapterAnswer,
	CommandNotFound,
	createAdapter,
} from "./adapter.ts";

/** Longer than a busy machine needs. */
const longTime = 20_000;

function start(command: string, restart = false): Adapter {
	const adapter = createAdapter(command, restart);
	onTestFinished(() => adapter.close());
	return adapter;
}

function parsedLine(answer: AdapterAnswer): unknown {
	if (answer.kind === "none") throw new Error(answer.problem + answer.stderr);
	return JSON.parse(answer.line);
}

const replyPid = "return { pid: process.pid, got: request };";

test("one process gets every request", async () => {
	const adapter = start(adapterCommand(replyPid));
	const first = parsedLine(await adapter.send({ n: 1 }, longTime));
	expect(first).toEqual({ pid: expect.any(Number), got: { n: 1 } });
	expect(parsedLine(await adapter.send({ n: 2 }, longTime))).toEqual({
		...Object(first),
		got: { n: 2 },
	});
});

test("with `restart`, each request gets a new process", async () => {
	const adapter = start(adapterCommand("return process.pid;"), true);
	const first = parsedLine(await adapter.send({}, longTime));
	expect(parsedLine(await adapter.send({}, longTime))).not.toBe(first);
});

test("a process that ends without a reply is a failure of that request alone", async () => {
	const adapter = start(
		adapterCommand(
			'if (request.crash) { console.error("no memory"); process.exit(3); } return "alive";',
		),
	);
	expect(parsedLine(await adapter.send({}, longTime))).toBe("alive");
	expect(await adapter.send({ crash: true }, longTime)).toEqual({
		kind: "none",
		problem: "The adapter ended with exit code 3 before it replied.",
		stderr: "no memory\n",
	});
	const killed = start(
		adapterCommand(
			'process.kill(process.pid, "SIGKILL"); await new Promise(() => {});',
		),
	);
	expect(await killed.send({}, longTime)).toMatchObject({
		problem: expect.stringMatching(/ended with (SIGKILL|exit code 137) before/),
	});
	expect(parsedLine(await adapter.send({}, longTime))).toBe("alive");
});

test("a process that does not reply in time is ended, with those that it started", async () => {
	const adapter = start(
		adapterCommand(`
			if (request.silent) await new Promise(() => {});
			process.on("SIGTERM", () => {});
			return spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]).pid;`),
	);
	const pid = Number(parsedLine(await adapter.send({}, longTime)));
	expect(isRunning(pid)).toBe(true);
	expect(await adapter.send({ silent: true }, 100)).toMatchObject({
		kind: "none",
		problem: "The adapter did not reply within 0.1 s.",
	});
	await expect.poll(() => isRunning(pid)).toBe(false);
	const next = parsedLine(await adapter.send({}, longTime));
	expect(next).not.toBe(pid);
});

test("a line that no request asked for is not taken as the next reply", async () => {
	const adapter = start(
		adapterCommand(
			`if (request.twice) process.stdout.write('"one"\\n"two"\\n'); else return "right";`,
		),
	);
	const first = await adapter.send({ twice: true }, longTime);
	expect(parsedLine(first)).toBe("one");
	expect(await adapter.send({}, longTime)).toMatchObject({
		kind: "none",
		problem: "The adapter wrote a line before this request.",
	});
	expect(parsedLine(await adapter.send({}, longTime))).toBe("right");
});

test("a command that the shell does not find is an error", async () => {
	const adapter = start("signoff-no-such-command");
	await expect(adapter.send({}, longTime)).rejects.toThrow(CommandNotFound);
});

function isRunning(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}
