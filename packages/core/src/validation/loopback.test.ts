import { expect, test } from "vitest";
import { isLoopback } from "./loopback.ts";

test.each([
	"localhost",
	"a.localhost",
	"::1",
	"[::1]",
	"127.0.0.1",
	"127.9.8.7",
	"127.10.200.30",
])("%s is a loopback host", (host) => {
	expect(isLoopback(host)).toBe(true);
});

test.each([
	"",
	"localhost.example",
	"notlocalhost",
	"127.0.0.1.example",
	"127.0.0",
	"127.0.0.1.1",
	"1.127.0.0.1",
	"128.0.0.1",
	"0.0.0.0",
	"::",
	"::2",
])("%s is not", (host) => {
	expect(isLoopback(host)).toBe(false);
});
