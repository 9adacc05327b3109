import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { bearer, createClient } from "@signoff/sdk";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { type Edge, startEdge } from "../testing/edge.ts";
import { type LossyProxy, startLossyProxy } from "../testing/lossy-proxy.ts";
import { ada, answer, ben } from "../testing/outbox-answers.ts";
import { sampleCompany } from "../testing/sample-company.ts";
import { newStateHome } from "../testing/state-home.ts";
import { draftOf } from "./draft.ts";
import { environmentOf, type OutboxIdentity } from "./identity.ts";
import { openOutbox } from "./outbox.ts";
import { settleDue } from "./settle-due.ts";

// Every test starts processes, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const instances = ["9001", "9002", "9003", "9004", "9005", "9006"];

let edge: Edge;
let proxy: LossyProxy;

beforeAll(async () => {
	edge = await startEdge(sampleCompany(instances));
});
afterAll(() => edge.stop());

async function useProxy(losses: number): Promise<void> {
	proxy = await startLossyProxy(edge.url, losses);
	onTestFinished(() => proxy.stop());
}

const child = join(import.meta.dirname, "../testing/outbox-child.ts");

function startChild(...args: string[]): ChildProcess & {
	lines: AsyncIterator<string>;
} {
	const started = spawn(process.execPath, [child, ...args], {
		stdio: ["ignore", "pipe", "inherit"],
	});
	onTestFinished(() => void started.kill("SIGKILL"));
	const lines = createInterface(started.stdout)[Symbol.asyncIterator]();
	return Object.assign(started, { lines });
}

async function kill(started: ChildProcess): Promise<void> {
	const exit = once(started, "exit");
	started.kill("SIGKILL");
	await exit;
}

function identityOf(person = ada): OutboxIdentity {
	return {
		environment: environmentOf(proxy.url),
		company_id: "4201",
		person,
	};
}

test("kill -9 with an open window: the answer is a draft after the restart, and was never sent", async () => {
	await useProxy(0);
	const directory = newStateHome();
	const holding = startChild(directory, proxy.url, "hold", "60000");
	expect(await holding.lines.next()).toMatchObject({ value: "held" });
	using other = disposable(openOutbox(directory));
	other.recover();
	// The process lives: its entry is still held.
	expect(other.unsettled(identityOf())).toMatchObject([
		{ state: { kind: "held" }, leased: true },
	]);
	await kill(holding);
	other.recover();
	expect(other.list()).toEqual([]);
	const { step, draft } = draftOf(answer("9001").submission, []);
	expect(other.drafts.load(identityOf(), step)).toEqual(draft);
	expect(proxy.posts).toEqual([]);
});

test("kill -9 with an entry in doubt: it settles once after the restart, with one response on record", async () => {
	await useProxy(1);
	const directory = newStateHome();
	const lost = proxy.nextLoss();
	const sending = startChild(directory, proxy.url, "hold", "0");
	await lost;
	await kill(sending);
	proxy.heal();
	using outbox = disposable(openOutbox(directory));
	expect(outbox.unsettled(identityOf())).toMatchObject([
		{ state: { kind: "open" }, sent: true, leased: false },
	]);
	const restarted = startChild(directory, proxy.url, "run");
	await once(restarted, "exit");
	expect(outbox.list()).toMatchObject([
		{ state: { kind: "settled", outcome: { kind: "recorded" } } },
	]);
	expect(new Set(proxy.posts).size).toBe(1);
});

test("two processes at once send each entry once", async () => {
	await useProxy(0);
	const directory = newStateHome();
	using outbox = disposable(openOutbox(directory));
	// The edge numbers the steps in the order of its instances.
	for (const [index, instance] of instances.slice(1).entries()) {
		const submitted = outbox.submit(
			identityOf(),
			answer(instance, "2000", String(index + 2)),
		);
		if (submitted.kind !== "claimed") throw new Error(submitted.kind);
		submitted.claim.wait(0);
	}
	const processes = [1, 2].map(() => startChild(directory, proxy.url, "run"));
	await Promise.all(processes.map((each) => once(each, "exit")));
	const settled = outbox.list();
	expect(settled).toHaveLength(5);
	for (const { state } of settled)
		expect(state).toMatchObject({
			kind: "settled",
			outcome: { kind: "recorded" },
		});
	expect(proxy.posts).toHaveLength(5);
	expect(new Set(proxy.posts).size).toBe(5);
});

test("another login sends nothing of the first one's", async () => {
	await useProxy(0);
	using outbox = disposable(openOutbox(newStateHome()));
	const submitted = outbox.submit(identityOf(), answer("9001"));
	if (submitted.kind !== "claimed") throw new Error(submitted.kind);
	submitted.claim.wait(0);
	const client = createClient({
		baseUrl: proxy.url,
		auth: bearer("ben-token"),
	});
	await settleDue(outbox, client, identityOf(ben));
	const elsewhere = { ...identityOf(), environment: "https://api.procore.com" };
	await settleDue(outbox, client, elsewhere);
	await settleDue(outbox, client, { ...identityOf(), company_id: "4202" });
	expect(proxy.posts).toEqual([]);
	expect(outbox.unsettled(identityOf())).toHaveLength(1);
	expect(outbox.unsettled(identityOf(ben))).toEqual([]);
});

function disposable<T extends { close(): void }>(value: T): T & Disposable {
	return Object.assign(value, { [Symbol.dispose]: () => value.close() });
}
