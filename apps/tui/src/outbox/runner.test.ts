import { bearer, createClient } from "@signoff/sdk";
import { expect, onTestFinished, test } from "vitest";
import { replyToReads } from "../testing/instance.ts";
import { ada, answer } from "../testing/outbox-answers.ts";
import { newStateHome } from "../testing/state-home.ts";
import { startStubServer } from "../testing/stub-server.ts";
import { environmentOf } from "./identity.ts";
import { openOutbox } from "./outbox.ts";
import { startRunner } from "./runner.ts";

test("sends an answer when its window ends, not before, and reports each change", async () => {
	const server = await startStubServer(replyToReads("Review", { status: 204 }));
	onTestFinished(() => server.stop());
	let now = Date.parse("2026-11-26T09:00:00Z");
	const outbox = openOutbox(newStateHome(), () => now);
	onTestFinished(() => outbox.close());
	const identity = {
		environment: environmentOf(server.url),
		company_id: "4201",
		person: ada,
	};
	const slept = new EventTarget();
	let wake: (() => void) | null = null;
	const nextSleep = (): Promise<Event> =>
		new Promise((resolve) =>
			slept.addEventListener("slept", resolve, { once: true }),
		);
	const delays: number[] = [];
	let changes = 0;
	const ended = Promise.withResolvers<unknown>();
	outbox.hold(identity, answer("9001"), 700);
	const firstSleep = nextSleep();
	const runner = startRunner({
		outbox,
		client: createClient({ baseUrl: server.url, auth: bearer("ada-token") }),
		identity,
		onChange: () => {
			changes++;
		},
		onEnd: (_, result) => ended.resolve(result),
		onError: ended.reject,
		timers: {
			setTimeout: (work, ms) => {
				delays.push(ms);
				wake = work;
				slept.dispatchEvent(new Event("slept"));
			},
			clearTimeout: () => {
				wake = null;
			},
		},
	});
	await firstSleep;
	expect(delays).toEqual([700]);
	expect(server.requests).toEqual([]);
	now += 700;
	Object(wake)();
	expect(await ended.promise).toMatchObject({
		kind: "ended",
		outcome: { kind: "recorded" },
	});
	expect(changes).toBeGreaterThanOrEqual(2);
	await runner.stop();
	expect(outbox.unsettled(identity)).toEqual([]);
});

test("stopping keeps an answer in doubt, which is continued later", async () => {
	const server = await startStubServer(replyToReads("Review", "hang"));
	onTestFinished(() => server.stop());
	const outbox = openOutbox(newStateHome());
	onTestFinished(() => outbox.close());
	const identity = {
		environment: environmentOf(server.url),
		company_id: "4201",
		person: ada,
	};
	const posted = server.next("POST");
	outbox.hold(identity, answer("9001"), 0);
	const runner = startRunner({
		outbox,
		client: createClient({ baseUrl: server.url, auth: bearer("ada-token") }),
		identity,
		onError: (error) => {
			throw error;
		},
	});
	await posted;
	await runner.stop();
	expect(outbox.unsettled(identity)).toMatchObject([
		{ sent: true, leased: false, state: { kind: "open" } },
	]);
});
