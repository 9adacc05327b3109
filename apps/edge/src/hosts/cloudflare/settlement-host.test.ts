import { createFakeServer } from "@signoff/conformance/fake-server";
import { bearer, createClient } from "@signoff/sdk";
import { expect, test } from "vitest";
import type { LogEntry } from "../../observability/log.ts";
import { createSealer } from "../../settlements/seal.ts";
import type { SettlementRequest } from "../../settlements/submission-request.ts";
import { company } from "../../testing/company.ts";
import {
	type MemoryStorage,
	memoryStorage,
} from "../../testing/object-storage.ts";
import { createSettlementHost, type HostOptions } from "./settlement-host.ts";

const keepSettledMs = 86_400_000;
const me = { id: "101", login: "ada@harbor.example", name: "ada" };
const sealKeys = { current: new Uint8Array(32).fill(7), old: null };

/** One settlement of Ada. Each `host` is a copy of its object with the same storage. */
async function settlement(storage: MemoryStorage = memoryStorage()) {
	const fake = createFakeServer({ fixture: company() });
	const events: string[] = [];
	const log: LogEntry[] = [];
	const clock = { now: Date.now() };
	let respond = fake.fetch;
	const step = fake.record("9201").current_step?.id ?? "";
	storage.onWrite((write) => events.push(write));
	const sealer = await createSealer(sealKeys);
	const host = (changes: Partial<HostOptions> = {}) =>
		createSettlementHost({
			...{ storage, keepSettledMs, sealer },
			enterBackground: async () => ({ kind: "entered", leave() {} }),
			clients: () =>
				createClient({
					baseUrl: fake.url,
					auth: bearer("ada-token"),
					identityCache: { get: async () => me, set: async () => {} },
					fetch(input, init) {
						events.push(init?.method === "POST" ? "submit" : "read");
						return respond(input, init);
					},
				}),
			log: (entry) => log.push(entry),
			now: () => clock.now,
			after: () => () => {},
			...changes,
		});
	const request: SettlementRequest = {
		id: "settlement-1",
		principal: "person 101",
		credential: { kind: "caller", token: "ada-token", token_hash: "h", me },
		submission: {
			...{ company_id: "4201", project_id: "77", id: "9201" },
			response: {
				current_step_occurrence_id: step,
				selected_response_option_id: "2000",
			},
		},
		instance: null,
		waitMs: 20_000,
		isAsync: false,
	};
	return {
		...{ fake, events, log, clock, storage, host, request },
		/** Replaces the upstream's answers. */
		answer(fetch: typeof respond) {
			respond = fetch;
		},
		responses: () => fake.record("9201").responses.length,
		alarmIn: () => (storage.alarm() ?? 0) - clock.now,
	};
}

const outcome = (kind: string) => ({ kind: "outcome", outcome: { kind } });
const stored = ({ settlement }: MemoryStorage) =>
	JSON.parse(settlement() ?? "null");

/** A request that is never answered, and is recorded or not. */
function neverAnswered(): Promise<never> {
	return new Promise(() => {});
}

test("the alarm is set and the state is stored before the first request", async () => {
	const world = await settlement();
	expect(await world.host().submit(world.request)).toMatchObject(
		outcome("recorded"),
	);
	expect(world.events).toEqual([
		...["alarm", "put", "sync", "read"],
		...["put", "sync", "submit"],
		...["put", "alarm", "sync"],
	]);
});

test("after the end the credential is gone, and the alarm is set for the deletion", async () => {
	const world = await settlement();
	const host = world.host();
	await host.submit(world.request);
	await host.idle();
	expect(stored(world.storage)).toMatchObject({ credential: null });
	expect(world.alarmIn()).toBe(keepSettledMs);
	world.clock.now += keepSettledMs;
	world.storage.ring();
	await host.wake();
	expect([world.storage.settlement(), world.storage.alarm()]).toEqual([
		null,
		null,
	]);
});

test("another copy of the object goes on after the lease; the first one's save is refused", async () => {
	const world = await settlement();
	const release = Promise.withResolvers<void>();
	world.answer(async (input, init) => {
		if (init?.method === "POST") await release.promise;
		return world.fake.fetch(input, init);
	});
	const first = world.host().submit(world.request);
	await expect.poll(() => world.events.at(-1)).toBe("submit");
	expect(world.alarmIn()).toBe(60_000);
	world.answer(world.fake.fetch);
	world.clock.now += 60_000;
	world.storage.ring();
	await world.host().wake();
	expect(stored(world.storage).outcome).toMatchObject({ kind: "recorded" });
	const { version } = stored(world.storage);
	release.resolve();
	expect(await first).toMatchObject(outcome("uncertain"));
	expect(stored(world.storage).version).toBe(version);
	expect(world.responses()).toBe(1);
	expect(world.log.map(({ error }) => error)).toEqual(["OutdatedSettlement"]);
});

test("an alarm that rings early changes nothing, and is set for the time that is stored", async () => {
	const world = await settlement();
	world.answer(neverAnswered);
	void world.host().submit(world.request);
	await expect.poll(() => world.events.at(-1)).toBe("read");
	const before = world.storage.settlement();
	world.clock.now += 10_000;
	world.storage.ring();
	await world.host().wake();
	expect(world.storage.settlement()).toBe(before);
	expect(world.alarmIn()).toBe(50_000);
});

test("while a request is under way, the alarm only guards it", async () => {
	const world = await settlement();
	world.answer(neverAnswered);
	const host = world.host();
	void host.submit(world.request);
	await expect.poll(() => world.events.at(-1)).toBe("read");
	const requests = world.events.length;
	world.clock.now += 60_000;
	world.storage.ring();
	await host.wake();
	expect(world.events.slice(requests)).toEqual(["alarm"]);
	expect(world.alarmIn()).toBe(60_000);
});

/** A settlement whose object has ended, and whose alarm rings now. */
async function interrupted() {
	const world = await settlement();
	world.answer(neverAnswered);
	void world.host().submit(world.request);
	await expect.poll(() => world.events.at(-1)).toBe("read");
	world.answer(world.fake.fetch);
	world.clock.now += 60_000;
	world.storage.ring();
	return world;
}

test("without a place in the account, the settlement waits as long as the account says", async () => {
	const world = await interrupted();
	const before = world.storage.settlement();
	await world
		.host({ enterBackground: async () => ({ kind: "full", retryMs: 7_000 }) })
		.wake();
	expect(world.storage.settlement()).toBe(before);
	expect(world.alarmIn()).toBe(7_000);
});

test("a settlement leaves its place when its round has ended", async () => {
	const world = await interrupted();
	const events: string[] = [];
	const enterBackground: HostOptions["enterBackground"] = async (account) => {
		events.push(account.kind);
		return { kind: "entered", leave: () => events.push("left") };
	};
	await world.host({ enterBackground }).wake();
	expect(events).toEqual(["caller", "left"]);
	expect(world.responses()).toBe(1);
});

test("an error is logged with the settlement's id, and the alarm rings again after a pause", async () => {
	const world = await interrupted();
	const enterBackground = async (): Promise<never> => {
		throw new RangeError("The account is gone.");
	};
	await world.host({ enterBackground }).wake();
	expect(world.log).toMatchObject([
		{ error: "RangeError", settlement: "settlement-1" },
	]);
	expect(world.alarmIn()).toBe(5_000);
});

test("if no alarm can be set, the runtime is asked to ring again", async () => {
	const world = await interrupted();
	world.storage.onWrite(() => {
		throw new Error("The storage is gone.");
	});
	await expect(world.host().wake()).rejects.toThrow("The storage is gone.");
});

test("a fault of the storage is a deferred outcome with its name, and nothing is sent", async () => {
	const world = await settlement();
	world.storage.onWrite((write) => {
		if (write === "put")
			throw new Error("database or disk is full: SQLITE_FULL");
	});
	expect(await world.host().submit(world.request)).toMatchObject({
		kind: "fault",
		fault: "disk_full",
		outcome: { kind: "deferred" },
	});
	expect(world.events).toEqual([]);
});

test("what is found has no credential", async () => {
	const world = await settlement();
	world.answer(neverAnswered);
	const host = world.host();
	void host.submit(world.request);
	await expect.poll(() => world.events.at(-1)).toBe("read");
	expect(stored(world.storage).credential).not.toBeNull();
	expect(host.find()).toMatchObject({ id: "settlement-1", credential: null });
});
