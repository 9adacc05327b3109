import { describe, expect, test } from "vitest";
import {
	type SettlementWorld,
	settlementId,
	settlementWorld,
} from "../testing/settlement-world.ts";
import { createSealer } from "./seal.ts";

const day = 86_400_000;

/** A process that ends while a submit is under way, as after `kill -9`; its lease has passed. */
async function crashedWhileSubmitting(
	isAsync = true,
): Promise<SettlementWorld> {
	const world = await settlementWorld();
	world.treatments.set("submit", "hold");
	void world
		.runner()
		.submit(world.request({ isAsync, waitMs: isAsync ? 0 : 20_000 }))
		.catch(() => {});
	await world.arrival();
	world.clock.now += 61_000;
	return world;
}

test("a settlement goes on after a crash, in doubt, and only once its lease has passed", async () => {
	const world = await crashedWhileSubmitting();
	world.clock.now -= 61_000;
	await world.runner().wake();
	expect(world.posts()).toBe(1);
	world.clock.now += 61_000;
	world.treatments.clear();
	await world.runner().wake();
	expect(world.posts()).toBe(2);
	expect(world.stored.get(settlementId)?.outcome?.kind).toBe("recorded");
	expect(world.fake.record("9001").responses).toHaveLength(1);
});

test("two copies of one settlement: the save of the first one is refused, one response is recorded", async () => {
	const world = await settlementWorld();
	const refused: string[] = [];
	world.treatments.set("submit", "hold");
	const first = world.runner().submit(world.request());
	await world.arrival();
	world.treatments.clear();
	world.clock.now += 61_000;
	await world.runner().wake();
	world.onSave(({ version }) => {
		const stored = world.stored.get(settlementId)?.version ?? 0;
		if (stored !== version - 1) refused.push(`save ${version}`);
	});
	world.release();
	expect(await first).toMatchObject({ outcome: { kind: "uncertain" } });
	expect(refused).toHaveLength(1);
	expect(world.fake.record("9001").responses).toHaveLength(1);
	expect(world.stored.get(settlementId)?.outcome?.kind).toBe("recorded");
	expect(world.log).toMatchObject([{ error: "OutdatedSettlement" }]);
});

describe("a credential that cannot be opened", () => {
	test("is reported by the settlement's id, and kept", async () => {
		const world = await crashedWhileSubmitting();
		const sealer = await createSealer({
			current: new Uint8Array(32).fill(8),
			old: null,
		});
		await world.runner({ sealer }).wake();
		expect(world.log).toMatchObject([
			{ fault: "seal_key", settlement: settlementId },
		]);
		expect(world.stored.get(settlementId)).toMatchObject({
			outcome: null,
			credential: { key_id: expect.any(String) },
		});
		expect(world.posts()).toBe(1);
	});

	test("is opened with the old key after a rotation", async () => {
		const world = await crashedWhileSubmitting();
		world.treatments.clear();
		const sealer = await createSealer({
			current: new Uint8Array(32).fill(8),
			old: new Uint8Array(32).fill(7),
		});
		await world.runner({ sealer }).wake();
		expect(world.stored.get(settlementId)?.outcome?.kind).toBe("recorded");
	});
});

test("the same submission takes up a settlement that a crashed process left", async () => {
	const world = await crashedWhileSubmitting(false);
	world.treatments.clear();
	expect(await world.runner().submit(world.request())).toMatchObject({
		outcome: { kind: "recorded" },
	});
	expect(world.fake.record("9001").responses).toHaveLength(1);
});

test("beyond its horizon a settlement in doubt ends uncertain, without a request and without its credential", async () => {
	const world = await crashedWhileSubmitting();
	world.clock.now += day;
	const before = world.calls.length;
	await world.runner().wake();
	expect(world.calls.length).toBe(before);
	expect(world.stored.get(settlementId)).toMatchObject({
		outcome: { kind: "uncertain" },
		credential: null,
		wake_at: null,
	});
});

test("a settlement that has ended is not woken", async () => {
	const world = await settlementWorld();
	await world.runner().submit(world.request());
	const before = world.calls.length;
	world.clock.now += day;
	await world.runner().wake();
	expect(world.calls.length).toBe(before);
});

describe("a store that fails", () => {
	test("before anything was sent: nothing is sent, and the caller receives its error", async () => {
		const world = await settlementWorld();
		world.onSave(() => {
			throw new Error("The disk is full.");
		});
		await expect(world.runner().submit(world.request())).rejects.toThrow(
			"The disk is full.",
		);
		expect(world.calls).toEqual([]);
	});

	test("after a submit: the outcome is uncertain", async () => {
		const world = await settlementWorld();
		world.onSave(({ state }) => {
			if (state.command.kind === "finish") throw new Error("The disk is full.");
		});
		expect(await world.runner().submit(world.request())).toMatchObject({
			outcome: { kind: "uncertain" },
		});
	});

	test("once the settlement is stored: nothing is certain, because it goes on later", async () => {
		const world = await settlementWorld();
		world.onSave(({ version }) => {
			if (version === 2) throw new Error("The disk is full.");
		});
		expect(await world.runner().submit(world.request())).toMatchObject({
			outcome: { kind: "uncertain" },
		});
		expect(world.posts()).toBe(0);
		expect(world.stored.get(settlementId)?.outcome).toBeNull();
	});

	test("while a caller attaches with respond-async: nothing is certain, and the settlement goes on", async () => {
		const world = await settlementWorld();
		const runner = world.runner();
		world.treatments.set("submit", "hold");
		const first = runner.submit(world.request());
		await world.arrival();
		world.onSave(({ state, is_async }) => {
			if (state.command.kind === "submit" && is_async)
				throw new Error("The disk is full.");
		});
		expect(
			await runner.submit(world.request({ isAsync: true, waitMs: 0 })),
		).toMatchObject({ outcome: { kind: "uncertain" } });
		world.release();
		expect(await first).toMatchObject({ outcome: { kind: "recorded" } });
	});

	test("when a caller takes up a settlement with respond-async: it is accepted, because it is stored", async () => {
		const world = await crashedWhileSubmitting();
		let saves = 0;
		world.onSave(() => {
			saves += 1;
			if (saves === 1) throw new Error("The disk is full.");
		});
		expect(
			await world.runner().submit(world.request({ isAsync: true, waitMs: 0 })),
		).toMatchObject({ kind: "accepted" });
	});
});
