import { createRateLimiter } from "@signoff/sdk";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { SlotMessage } from "./account-messages.ts";
import { createAccountSlots } from "./account-slots.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const message: SlotMessage = { urgent: false, acquire: false, dispose: false };
const acquire: SlotMessage = { ...message, acquire: true };
const answered: SlotMessage = {
	...message,
	completed: { status: 200, headers: {} },
	dispose: true,
};

test("until the first response is received, one request goes alone", async () => {
	const slots = createAccountSlots(createRateLimiter());
	expect(slots.receive("first", acquire).granted).toBe(true);
	expect(slots.receive("second", acquire).granted).toBe(false);
	const second = slots.wait("second");
	slots.receive("first", answered);
	expect((await second).granted).toBe(true);
});

test("a grant whose reply was lost is given again, and counts once", async () => {
	const slots = createAccountSlots(createRateLimiter());
	slots.receive("first", acquire);
	slots.receive("first", acquire);
	expect((await slots.wait("first")).granted).toBe(true);
	slots.receive("first", answered);
	expect(slots.receive("second", acquire).granted).toBe(true);
});

test("a window that is used up is reported to all operations, with its end", () => {
	const slots = createAccountSlots(createRateLimiter());
	slots.receive("first", acquire);
	const headers = {
		"x-rate-limit-limit": "1",
		"x-rate-limit-remaining": "0",
		"x-rate-limit-reset": "8",
	};
	slots.receive("first", { ...answered, completed: { status: 200, headers } });
	const reply = slots.receive("second", acquire);
	expect(reply.granted).toBe(false);
	expect(reply.blocked_ms).toBeGreaterThan(7_000);
	expect(reply.blocked_ms).toBeLessThanOrEqual(8_000);
});

test("an operation that is silent loses its grant after a minute, and its request counts no longer", async () => {
	const slots = createAccountSlots(createRateLimiter());
	const grant = (operation: string) =>
		slots.receive(operation, acquire).granted;
	const respond = (operation: string, remaining: number) =>
		slots.receive(operation, {
			...answered,
			completed: {
				status: 200,
				headers: {
					"x-rate-limit-limit": "10",
					"x-rate-limit-remaining": String(remaining),
					"x-rate-limit-reset": "5",
				},
			},
		});
	expect(grant("first")).toBe(true);
	respond("first", 9);
	expect([grant("dead-1"), grant("dead-2")]).toEqual([true, true]);
	await vi.advanceTimersByTimeAsync(60_000);
	expect(grant("second")).toBe(true);
	// Two requests are left, unless two are still under way.
	respond("second", 2);
	expect(grant("third")).toBe(true);
});

test("a wait ends after 20 s, so that the caller shows that it is there", async () => {
	const slots = createAccountSlots(createRateLimiter());
	slots.receive("first", acquire);
	const headers = { "retry-after": "100" };
	slots.receive("first", { ...answered, completed: { status: 503, headers } });
	const waiting = slots.wait("second");
	await vi.advanceTimersByTimeAsync(20_000);
	expect(await waiting).toMatchObject({ granted: false });
});

test("an urgent request goes at once", () => {
	const slots = createAccountSlots(createRateLimiter());
	slots.receive("first", acquire);
	expect(slots.receive("second", { ...acquire, urgent: true }).granted).toBe(
		true,
	);
});
