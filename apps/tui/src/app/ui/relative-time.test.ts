import { expect, test } from "vitest";
import { now } from "../../testing/waiting-step.ts";
import { formatDue, formatDueShort, formatSince } from "./relative-time.ts";

const inHours = (hours: number): string =>
	new Date(now + hours * 3_600_000).toISOString();

test.each([
	[inHours(-72), true, "overdue 3 d", "3 d late"],
	[inHours(-5), true, "overdue 5 h", "5 h late"],
	[inHours(-0.001), true, "overdue", "0 min late"],
	[inHours(47), false, "due in 47 h", "in 47 h"],
	[inHours(48), false, "due in 2 d", "in 2 d"],
	[inHours(0.5), false, "due in 30 min", "in 30 min"],
	[null, false, "", ""],
	[null, true, "overdue", "overdue"],
	["soon", false, "", ""],
])("%s, overdue %s: %j", (at, overdue, words, short) => {
	expect(formatDue(at, overdue, now)).toBe(words);
	expect(formatDueShort(at, overdue, now)).toBe(short);
});

test("formatSince returns the day and the age, and text that is not a date unchanged", () => {
	expect(formatSince(inHours(-50), now)).toBe("2026-11-22 (2 d ago)");
	expect(formatSince("long ago", now)).toBe("long ago");
});
