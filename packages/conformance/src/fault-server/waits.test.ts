import { expect, test } from "vitest";
import { read, serveOne, submit } from "./testing/setup.ts";
import { Waits } from "./waits.ts";

const now = Date.parse("2026-05-01T10:00:00.900Z");
const limited = (headers: Record<string, string>, status = 429) => ({
	status,
	headers,
	data: null,
});

test("a repeated request is too early until the moment that the server named", () => {
	const waits = new Waits();
	expect(waits.isTooEarly("submit", now)).toBe(false);
	waits.replied("submit", limited({ "retry-after": "2" }, 503), now);
	expect(waits.isTooEarly("submit", now + 1_000)).toBe(true);
	expect(waits.isTooEarly("read_me", now + 1_000)).toBe(false);
	expect(waits.isTooEarly("submit", now + 2_000)).toBe(false);
});

test("a client that waits for the reset by its own clock is not early", () => {
	const waits = new Waits();
	const reset = Math.ceil(now / 1_000) + 1;
	const headers = {
		"x-rate-limit-reset": String(reset),
		date: new Date(now).toUTCString(),
	};
	waits.replied("submit", limited(headers), now);
	expect(waits.isTooEarly("submit", now + 500)).toBe(true);
	expect(waits.isTooEarly("submit", reset * 1_000)).toBe(false);
});

test("a reply that names no moment asks for no wait", () => {
	const waits = new Waits();
	waits.replied("submit", limited({}), now);
	expect(waits.isTooEarly("submit", now)).toBe(false);
});

test("the server marks a request that is repeated before the moment that it named", async () => {
	const { server, world } = await serveOne({
		faults: [
			{
				call: "submit",
				nth: 1,
				fault: {
					kind: "rate_limited",
					reset_in: null,
					retry_after: 600,
					dated: true,
				},
			},
		],
	});
	expect((await submit(world)).status).toBe(429);
	expect((await read(world, "instance")).status).toBe(200);
	expect((await submit(world)).status).toBe(204);
	expect(await server.receivedRequests(world)).toEqual([
		{ call: "submit", status: 429 },
		{ call: "read_instance", status: 200 },
		{ call: "submit", status: 204, too_early: true },
	]);
});
