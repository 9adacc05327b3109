import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { expect, test } from "vitest";
import { currentStep, sendRequest, wireBody } from "../../testing/client.ts";
import { company, instanceId, prefixes } from "../../testing/company.ts";
import { startEdge } from "../../testing/edge.ts";
import { securityHeaders } from "./standard-headers.ts";

test("the security headers are those of Hono's middleware", async () => {
	const app = new Hono()
		.use(secureHeaders())
		.get("/", (c) => c.body(null, 204));
	const { headers } = await app.request("/");
	expect(new Headers(securityHeaders)).toEqual(headers);
});

test("a reply without a body has the same standard headers as the others", async () => {
	const edge = await startEdge(company());
	const base = edge.url + prefixes.project;
	const id = instanceId("project", "first");
	const send = (option: string) =>
		sendRequest(`${base}/instances/${id}/responses`, {
			body: wireBody(step, option),
		});
	const step = await currentStep(base, id);
	const [recorded, conflict] = [await send("2000"), await send("2001")];
	expect([recorded.status, conflict.status]).toEqual([204, 422]);
	const namesOf = (headers: Headers): string[] =>
		[...headers.keys()].filter(
			(name) => !/^(content-|idempotency|date|connection|keep-)/.test(name),
		);
	expect(namesOf(recorded.headers)).toEqual(namesOf(conflict.headers));
	expect(recorded.headers.get("cache-control")).toBe("no-store");
	expect(recorded.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
});
