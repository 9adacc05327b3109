import { createRateLimiter } from "@signoff/sdk";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type SlotMessage, slotMessageSchema } from "./account-messages.ts";
import { createAccountSlots } from "./account-slots.ts";
import { remoteRateLimiter } from "./remote-rate-limiter.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** An account whose object can be made unreachable. */
function account() {
	const slots = createAccountSlots(createRateLimiter());
	const messages: (SlotMessage | "wait")[] = [];
	let isReachable = true;
	const fetch = async (request: Request): Promise<Response> => {
		if (!isReachable) throw new Error("The object cannot be reached.");
		const [, , operation = "", wait] = new URL(request.url).pathname.split("/");
		if (wait !== undefined) {
			messages.push("wait");
			return Response.json(await slots.wait(operation));
		}
		const message = slotMessageSchema.parse(await request.json());
		messages.push(message);
		return Response.json(slots.receive(operation, message));
	};
	return {
		messages,
		limiter: remoteRateLimiter({
			objects: { getByName: () => ({ fetch }) },
			name: "account-1",
		}),
		setReachable(value: boolean) {
			isReachable = value;
		},
	};
}

const answered = {
	...{ kind: "response" as const, status: 200, data: { secret: 1 } },
	headers: { "x-rate-limit-limit": "9" },
};

test("a request goes only after the account has granted it", async () => {
	const { limiter } = account();
	const slot = limiter.openSlot();
	expect(slot.tryAcquire(false)).toBe(false);
	await slot.wait();
	expect(slot.tryAcquire(false)).toBe(true);
	expect(slot.tryAcquire(false)).toBe(false);
});

test("operations in different places share the limit", async () => {
	const { limiter } = account();
	const [first, second] = [limiter.openSlot(), limiter.openSlot()];
	await first.wait();
	first.tryAcquire(false);
	let isReleased = false;
	void second.wait().then(() => {
		isReleased = true;
	});
	await vi.advanceTimersByTimeAsync(900);
	expect([isReleased, second.tryAcquire(false)]).toEqual([false, false]);
	first.complete(answered);
	await vi.advanceTimersByTimeAsync(1);
	expect([isReleased, second.tryAcquire(false)]).toEqual([true, true]);
});

test("the result of a request and the end of the operation are one message, without the body", async () => {
	const { limiter, messages } = account();
	const slot = limiter.openSlot();
	await slot.wait();
	slot.tryAcquire(false);
	slot.complete(answered);
	slot.dispose();
	await vi.advanceTimersByTimeAsync(1);
	expect(messages).toEqual([
		{ urgent: false, acquire: true, dispose: false },
		{
			...{ urgent: false, acquire: false, dispose: true },
			completed: { status: 200, headers: answered.headers },
		},
	]);
});

test("an urgent request goes at once, and is reported", async () => {
	const { limiter, messages } = account();
	const slot = limiter.openSlot();
	expect(slot.tryAcquire(true)).toBe(true);
	await vi.advanceTimersByTimeAsync(1);
	expect(messages).toMatchObject([{ urgent: true }]);
});

test("while the account cannot be reached nothing goes, and it is asked again each second", async () => {
	const { limiter, setReachable } = account();
	setReachable(false);
	const slot = limiter.openSlot();
	void slot.wait();
	await vi.advanceTimersByTimeAsync(5_500);
	expect([slot.tryAcquire(false), slot.blockedMs()]).toEqual([false, 0]);
	setReachable(true);
	await vi.advanceTimersByTimeAsync(1_000);
	expect(slot.tryAcquire(false)).toBe(true);
});

test("an operation that has ended asks for nothing more", async () => {
	const { limiter, messages } = account();
	await limiter.openSlot().wait();
	const slot = limiter.openSlot();
	void slot.wait();
	await vi.advanceTimersByTimeAsync(100);
	slot.dispose();
	await vi.advanceTimersByTimeAsync(60_000);
	expect(messages.filter((message) => message === "wait")).toHaveLength(1);
});
