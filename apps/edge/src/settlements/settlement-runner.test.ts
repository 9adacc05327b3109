import { outcomes } from "@signoff/core/outcome";
import { SignoffError } from "@signoff/sdk";
import { expect, test } from "vitest";
import { settlementId, settlementWorld } from "../testing/settlement-world.ts";
import type { StoredSettlement } from "./stored-settlement.ts";

const withoutAccount = ({ account: _, ...rest }: StoredSettlement) => rest;

const outcomeKind = (kind: string) => ({ kind: "outcome", outcome: { kind } });

test("a submission is stored before its first request, and settled", async () => {
	const world = await settlementWorld();
	const callsAtSave: number[] = [];
	world.onSave(() => callsAtSave.push(world.calls.length));
	expect(await world.runner().submit(world.request())).toMatchObject(
		outcomeKind("recorded"),
	);
	expect(callsAtSave).toEqual([0, 1, 2]);
	expect(world.calls.map(({ call }) => call)).toEqual([
		"read_instance",
		"submit",
	]);
});

test("the credential is stored sealed, and no longer than the settlement is open", async () => {
	const world = await settlementWorld();
	await world.runner().submit(world.request());
	expect(JSON.stringify(world.saves.map(withoutAccount))).not.toMatch(
		/ada-token/,
	);
	expect(world.saves.map(({ credential }) => credential !== null)).toEqual([
		true,
		true,
		false,
	]);
	expect(world.stored.get(settlementId)).toMatchObject({
		outcome: { kind: "recorded" },
		wake_at: null,
		version: 3,
	});
});

test("an identical submission meanwhile attaches, after the instance was read with that caller's token", async () => {
	const world = await settlementWorld();
	const runner = world.runner();
	world.treatments.set("submit", "hold");
	const first = runner.submit(world.request());
	await world.arrival();
	const second = runner.submit(world.request({ token: "ada-token" }));
	const reading = world.calls.length;
	await expect.poll(() => world.timers.length).toBe(2);
	world.release();
	expect(await first).toMatchObject(outcomeKind("recorded"));
	expect(await second).toMatchObject(outcomeKind("recorded"));
	expect(world.posts()).toBe(1);
	expect(world.calls.slice(reading).map(({ call }) => call)).toEqual([
		"read_instance",
	]);
});

test("a caller whose token the upstream refuses does not attach", async () => {
	const world = await settlementWorld();
	const runner = world.runner();
	world.treatments.set("submit", "hold");
	const first = runner.submit(world.request());
	await world.arrival();
	expect(
		await runner.submit(world.request({ token: "revoked-token" })),
	).toMatchObject(outcomeKind("unauthenticated"));
	world.release();
	expect(await first).toMatchObject(outcomeKind("recorded"));
});

test("a caller who cannot read the instance is not deferred while the same response may be sent", async () => {
	const world = await settlementWorld();
	world.treatments.set("submit", "hold");
	const runner = world.runner({
		clients: (credential) => {
			const client = world.client(credential);
			return credential.kind === "caller" && credential.token === "second"
				? { ...client, instances: { ...client.instances, get: unavailable } }
				: client;
		},
	});
	const first = runner.submit(world.request());
	await world.arrival();
	expect(await runner.submit(world.request({ token: "second" }))).toMatchObject(
		outcomeKind("uncertain"),
	);
	world.release();
	expect(await first).toMatchObject(outcomeKind("recorded"));
});

function unavailable(): Promise<never> {
	return Promise.reject(
		new SignoffError(
			"Reading the instance",
			outcomes.deferred("unavailable", Date.now()),
			"the server is not available",
		),
	);
}

test("an attached caller with other attachments is notified of it", async () => {
	const world = await settlementWorld();
	const runner = world.runner();
	world.treatments.set("submit", "hold");
	const first = runner.submit(world.request({ files: ["a"] }));
	await world.arrival();
	const second = runner.submit(world.request({ files: ["b"] }));
	await expect.poll(() => world.timers.length).toBe(2);
	world.release();
	await first;
	expect(await second).toMatchObject({ outcome: { attachments: "differ" } });
});

test("another response is deferred while one is open: nothing of it is stored or sent", async () => {
	const world = await settlementWorld();
	const runner = world.runner();
	world.treatments.set("submit", "hold");
	const first = runner.submit(world.request());
	await world.arrival();
	const before = [world.calls.length, world.saves.length];
	expect(await runner.submit(world.request({ option: "2001" }))).toMatchObject(
		outcomeKind("deferred"),
	);
	expect([world.calls.length, world.saves.length]).toEqual(before);
	world.release();
	expect(await first).toMatchObject(outcomeKind("recorded"));
});

test("if the wait ends before anything was sent, the settlement ends deferred and sends nothing", async () => {
	const world = await settlementWorld();
	const runner = world.runner();
	world.treatments.set("read_instance", "hold");
	const reply = runner.submit(world.request());
	await world.arrival();
	world.endWaits();
	expect(await reply).toMatchObject(outcomeKind("deferred"));
	world.release();
	await runner.idle();
	expect(world.posts()).toBe(0);
	expect(world.stored.get(settlementId)).toMatchObject({
		outcome: { kind: "deferred" },
		wake_at: null,
		credential: null,
	});
});

test("if the wait ends while a submit is under way, the answer is uncertain and the settlement goes on", async () => {
	const world = await settlementWorld();
	const runner = world.runner();
	world.treatments.set("submit", "hold");
	const reply = runner.submit(world.request());
	await world.arrival();
	world.endWaits();
	expect(await reply).toMatchObject(outcomeKind("uncertain"));
	world.release();
	await runner.idle();
	expect(world.stored.get(settlementId)?.outcome?.kind).toBe("recorded");
});

test("if another caller still waits, the settlement goes on for that caller", async () => {
	const world = await settlementWorld();
	const runner = world.runner();
	world.treatments.set("read_instance", "hold");
	const first = runner.submit(world.request());
	await world.arrival();
	const [firstTimer] = world.timers;
	world.treatments.set("read_instance", "answer");
	const second = runner.submit(world.request());
	await expect.poll(() => world.timers.length).toBe(2);
	firstTimer?.callback();
	expect(await first).toMatchObject(outcomeKind("uncertain"));
	world.release();
	expect(await second).toMatchObject(outcomeKind("recorded"));
});

test("respond-async is accepted once it is stored, and goes on without a caller", async () => {
	const world = await settlementWorld();
	const runner = world.runner();
	world.treatments.set("read_instance", "hold");
	const reply = await runner.submit(
		world.request({ isAsync: true, waitMs: 0 }),
	);
	expect(reply).toMatchObject({ kind: "accepted" });
	expect(world.stored.get(settlementId)).toMatchObject({
		is_async: true,
		outcome: null,
	});
	world.endWaits();
	world.release();
	await runner.idle();
	expect(world.stored.get(settlementId)?.outcome?.kind).toBe("recorded");
});

test("respond-async with a wait is answered with the outcome if it is known in time", async () => {
	const world = await settlementWorld();
	expect(
		await world.runner().submit(world.request({ isAsync: true })),
	).toMatchObject(outcomeKind("recorded"));
});

test("a caller with respond-async makes a settlement go on that another caller began", async () => {
	const world = await settlementWorld();
	const runner = world.runner();
	world.treatments.set("read_instance", "hold");
	const first = runner.submit(world.request());
	await world.arrival();
	world.treatments.set("read_instance", "answer");
	expect(
		await runner.submit(world.request({ isAsync: true, waitMs: 0 })),
	).toMatchObject({ kind: "accepted" });
	expect(world.stored.get(settlementId)?.is_async).toBe(true);
	world.endWaits();
	expect(await first).toMatchObject(outcomeKind("uncertain"));
	world.release();
	await runner.idle();
	expect(world.stored.get(settlementId)?.outcome?.kind).toBe("recorded");
});

test("after the end, the same submission is settled anew under the same id", async () => {
	const world = await settlementWorld();
	const runner = world.runner();
	await runner.submit(world.request());
	expect(await runner.submit(world.request())).toMatchObject(
		outcomeKind("unchanged"),
	);
	expect(await runner.submit(world.request({ option: "2001" }))).toMatchObject(
		outcomeKind("conflict"),
	);
	expect(world.stored.size).toBe(1);
});

test("a settlement that ended uncertain is taken up in doubt", async () => {
	const world = await settlementWorld();
	const runner = world.runner();
	world.treatments.set("submit", "drop");
	world.treatments.set("read_instance", "answer");
	const first = runner.submit(world.request());
	await expect.poll(world.posts).toBe(1);
	world.treatments.set("submit", "refuse_token");
	expect(await first).toMatchObject(outcomeKind("uncertain"));
	expect(world.stored.get(settlementId)).toMatchObject({
		outcome: { kind: "uncertain" },
		credential: null,
	});
	world.release();
	expect(await runner.submit(world.request())).toMatchObject(
		outcomeKind("recorded"),
	);
});
