import { expect, test } from "vitest";
import { type CauseCode, causeMessages, isPermanentCause } from "./cause.ts";
import { outcomes } from "./outcome.ts";
import { outcomeSchema } from "./schema.ts";

const codes = Object.keys(causeMessages) as CauseCode[];
const at = Date.parse("2026-05-01T10:00:00Z");

test("every cause has one sentence, and no two the same", () => {
	expect(codes).toEqual([
		"tls_certificate",
		"connection_refused",
		"host_not_found",
		"network_unreachable",
		"proxy_refused",
		"invalid_address",
		"timeout",
		"connection_lost",
		"not_the_api",
		"server_error",
		"callback_failed",
	]);
	for (const message of Object.values(causeMessages))
		expect(message).toMatch(/^[A-Z][^.]*\.$/);
	expect(new Set(Object.values(causeMessages)).size).toBe(codes.length);
});

test.each(codes)("an outcome shows the cause %s with its sentence", (code) => {
	const cause = { code, message: causeMessages[code] };
	for (const outcome of [
		outcomes.deferred("unreachable", at, code),
		outcomes.uncertain(at, code),
	]) {
		expect(outcome).toMatchObject({ cause });
		expect(outcomeSchema.parse(outcome)).toStrictEqual(outcome);
	}
});

test("an outcome without a cause has no field for it", () => {
	for (const none of [null, undefined]) {
		expect(outcomes.uncertain(at, none)).not.toHaveProperty("cause");
		expect(outcomes.deferred("unavailable", at, none)).not.toHaveProperty(
			"cause",
		);
	}
});

test("only a certificate and an address stay as they are", () => {
	expect(codes.filter(isPermanentCause)).toEqual([
		"tls_certificate",
		"invalid_address",
	]);
	expect(isPermanentCause(null)).toBe(false);
});
