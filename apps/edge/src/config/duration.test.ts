import { expect, test } from "vitest";
import { parseDuration } from "./duration.ts";

test.each([
	["1s", 1_000],
	["30s", 30_000],
	["5m", 300_000],
	["12h", 43_200_000],
	["90d", 7_776_000_000],
	["36500d", 3_153_600_000_000],
	["3153600000s", 3_153_600_000_000],
])("%s is %d ms", (text, milliseconds) => {
	expect(parseDuration(text)).toBe(milliseconds);
});

test.each([
	"",
	"0s",
	"00s",
	"01s",
	"s",
	"30",
	"30 s",
	" 30s",
	"30s ",
	"30s\n",
	"-1s",
	"+1s",
	"1.5h",
	"1e3s",
	"30S",
	"1w",
	"1ms",
	"1h30m",
	"٣s",
	"36501d",
	"3153600001s",
	"9999999999999d",
	"99999999999999999999999999s",
])("%j is no duration", (text) => {
	expect(parseDuration(text)).toBeNull();
});
