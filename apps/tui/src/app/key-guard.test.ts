import { outcomes } from "@signoff/core/outcome";
import { expect, test } from "vitest";
import { waitingStepId } from "../model/waiting-step.ts";
import {
	endedMessages,
	entryFor,
	sendingMessages,
} from "../testing/outbox-entries.ts";
import { newInbox, waitingStep } from "../testing/waiting-step.ts";
import { type Clock, createKeyGuard, type KeyGuard } from "./key-guard.ts";
import type { Effect, Message } from "./messages.ts";
import { createStore, type Store } from "./store.ts";
import { quietMs, readableMs } from "./ui/key-guard.ts";

/** A clock that moves only when a test moves it. */
function manualClock(): Clock & { pass: (ms: number) => void } {
	let time = 0;
	let timers: { due: number; run: () => void }[] = [];
	return {
		now: () => time,
		after: (ms, run) => {
			const timer = { due: time + ms, run };
			timers.push(timer);
			return () => {
				timers = timers.filter((each) => each !== timer);
			};
		},
		pass: (ms) => {
			const end = time + ms;
			for (;;) {
				const next = timers
					.filter(({ due }) => due <= end)
					.sort((a, b) => a.due - b.due)[0];
				if (next === undefined) break;
				timers = timers.filter((each) => each !== next);
				time = Math.max(time, next.due);
				next.run();
			}
			time = end;
		},
	};
}

/** The app with a guard. Each screen is drawn as soon as it is shown. */
function guardedApp(): {
	store: Store;
	guard: KeyGuard;
	effects: Effect[];
	clock: ReturnType<typeof manualClock>;
	/** Keys in one chunk, after which nothing happens for a while. */
	press: (...keys: string[]) => Promise<void>;
	/** Keys in one chunk, and time. */
	chunk: (ms: number, ...keys: string[]) => Promise<void>;
} {
	const effects: Effect[] = [];
	const store = createStore(newInbox(), (effect) => effects.push(effect));
	const clock = manualClock();
	const guard = createKeyGuard(store, clock);
	let drawn = -1;
	const draw = (): void => {
		const { visit } = guard.snapshot();
		if (visit === drawn) return;
		drawn = visit;
		guard.drawn(visit);
	};
	guard.subscribe(draw);
	draw();
	const chunk = async (ms: number, ...keys: string[]): Promise<void> => {
		guard.arrived();
		guard.parsed(...keys.map((key) => ({ kind: "key", key }) as const));
		await Promise.resolve();
		clock.pass(ms);
	};
	const press = (...keys: string[]): Promise<void> =>
		chunk(readableMs + quietMs, ...keys);
	const loaded: Message = {
		kind: "steps_loaded",
		loadId: 0,
		steps: [waitingStep("1")],
	};
	store.dispatch(loaded);
	return { store, guard, effects, clock, press, chunk };
}

async function toReview(): Promise<ReturnType<typeof guardedApp>> {
	const app = guardedApp();
	for (const key of ["<enter>", "<enter>", "1", "<enter>", "o", "k", "<enter>"])
		await app.press(key);
	expect(app.store.get().flow).toMatchObject({
		screen: "review",
		comment: { text: "ok" },
	});
	return app;
}

/** The effects, without those that store the draft with each key. */
const kinds = (effects: Effect[]): string[] =>
	effects.map(({ kind }) => kind).filter((kind) => kind !== "save_draft");

test("keys pressed alone lead to a submission, which s sends", async () => {
	const { effects, press, store } = await toReview();
	await press("<enter>");
	expect(store.get().flow.screen).toBe("review");
	await press("s");
	expect(kinds(effects)).toEqual(["refresh_step", "hold"]);
});

test("s does not count until the review was readable for a moment, and the guard says when it does", async () => {
	const app = guardedApp();
	for (const key of ["<enter>", "<enter>", "1", "<enter>"])
		await app.press(key);
	await app.chunk(quietMs, "<enter>");
	expect(app.store.get().flow.screen).toBe("review");
	expect(app.guard.snapshot().keysCount).toBe(false);
	await app.chunk(quietMs, "s");
	expect(kinds(app.effects)).toEqual(["refresh_step"]);
	app.clock.pass(readableMs - quietMs);
	expect(app.guard.snapshot().keysCount).toBe(true);
	await app.press("s");
	expect(kinds(app.effects)).toEqual(["refresh_step", "hold"]);
});

test.each(["<enter>", "s", "y", "n", "q", "<escape>", "1"])(
	"%s held down sends nothing",
	async (key) => {
		const { effects, chunk, store } = await toReview();
		await chunk(20, "j");
		for (let times = 0; times < 50; times++) await chunk(30, key);
		expect(kinds(effects)).not.toContain("hold");
		expect(store.get()).toMatchObject({ overlay: null, ended: false });
	},
);

test("a read that changes the review makes it wait again, and one that changes nothing does not", async () => {
	const { guard, store } = await toReview();
	const { visit } = guard.snapshot();
	const { instance, step } = waitingStep("1");
	const id = waitingStepId(waitingStep("1"));
	const refreshed = (changed: object): Message => ({
		kind: "step_refreshed",
		id,
		instance: {
			...instance,
			current_step_occurrence: { ...structuredClone(step), ...changed },
		},
	});
	store.dispatch(refreshed({}));
	expect(guard.snapshot()).toEqual({ visit, keysCount: true });
	store.dispatch(refreshed({ name: "Final review" }));
	expect(guard.snapshot()).toEqual({ visit: visit + 1, keysCount: false });
});

test("an outcome that appears under a finger waits too", async () => {
	const { guard, store, press, chunk, effects } = await toReview();
	const sent = ["refresh_step", "hold"];
	await press("s");
	const entry = entryFor(effects.at(-1));
	for (const each of sendingMessages(entry)) store.dispatch(each);
	await press("<enter>");
	for (const each of endedMessages(entry, outcomes.uncertain(0)))
		store.dispatch(each);
	expect(guard.snapshot().keysCount).toBe(false);
	await chunk(quietMs, "s");
	expect(kinds(effects)).toEqual(sent);
	await press("s");
	await press("s");
	expect(kinds(effects)).toEqual([...sent, "send_now"]);
});

test("a key that waits for silence is dropped if the screen changes meanwhile", async () => {
	const { store, press, chunk, effects } = await toReview();
	await press("s");
	const entry = entryFor(effects.at(-1));
	for (const each of sendingMessages(entry)) store.dispatch(each);
	await chunk(quietMs / 2, "q");
	for (const each of endedMessages(entry, outcomes.onRecord("recorded")))
		store.dispatch(each);
	await chunk(quietMs, "<down>");
	expect(store.get()).toMatchObject({ ended: false, overlay: null });
});

test("a movement key acts at once, and a key alone after the silence", async () => {
	const { store, chunk, clock } = guardedApp();
	await chunk(0, "/");
	expect(store.get().inbox.filtering).toBe(true);
	await chunk(0, "a");
	expect(store.get().inbox.filter).toBe("a");
	clock.pass(quietMs);
	await chunk(quietMs - 1, "<escape>");
	expect(store.get().inbox.filtering).toBe(true);
	clock.pass(1);
	expect(store.get().inbox.filtering).toBe(false);
});
