import { expect, test } from "vitest";
import { wasNeverSent } from "./connection-errors.ts";

function coded(code: string): Error {
	return Object.assign(new Error(code), { code });
}

test.each([
	"ECONNREFUSED",
	"ENOTFOUND",
	"EAI_AGAIN",
	"UND_ERR_CONNECT_TIMEOUT",
	"ConnectionRefused",
])("after %s nothing was sent, however deep the error is wrapped", (code) => {
	expect(wasNeverSent(coded(code))).toBe(true);
	const wrapped = new TypeError("fetch failed", {
		cause: new Error("", { cause: coded(code) }),
	});
	expect(wasNeverSent(wrapped)).toBe(true);
});

test.each([
	"ECONNRESET",
	"EPIPE",
	"ETIMEDOUT",
	"UND_ERR_SOCKET",
	"UND_ERR_HEADERS_TIMEOUT",
	"EHOSTUNREACH",
])("after %s the request may have been sent", (code) => {
	expect(
		wasNeverSent(new TypeError("fetch failed", { cause: coded(code) })),
	).toBe(false);
});

const address = "http://127.0.0.1:9/rest";

test.each([
	[`error sending request for url (${address}): client error (Connect)`, true],
	[
		`error sending request for url (${address}): client error (Connect): tcp connect error`,
		true,
	],
	[
		`error sending request for url (${address}): client error (SendRequest)`,
		false,
	],
	[
		`error sending request from 127.0.0.1:9 for ${address}: client error (SendRequest): connection closed`,
		false,
	],
	["Connection reset by peer (os error 104)", false],
	["a proxy said: client error (Connect)", false],
])("Deno's message %j means that nothing was sent: %j", (message, unsent) => {
	const cause = new Error(message);
	expect(wasNeverSent(new TypeError("fetch failed", { cause }))).toBe(unsent);
});

test("a value that is not an error, or a circular chain of causes, proves nothing", () => {
	const loop = new Error("a");
	loop.cause = loop;
	expect(
		[loop, null, "ECONNREFUSED", { code: "ECONNREFUSED" }].map(wasNeverSent),
	).toEqual([false, false, false, false]);
});
