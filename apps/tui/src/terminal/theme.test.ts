import { PassThrough } from "node:stream";
import { outcomeKinds } from "@signoff/core";
import { expect, test } from "vitest";
import { type Theme, themeFor } from "./theme.ts";

function themeOf(stream: Partial<NodeJS.WriteStream>): Theme {
	const fake = Object.assign(new PassThrough(), stream);
	return themeFor(fake as never, {});
}

test.each<[Partial<NodeJS.WriteStream>, number | null]>([
	[{ isTTY: true, columns: 120 }, 120],
	[{ isTTY: true, columns: 0 }, 80],
	[{ isTTY: true }, 80],
	[{ columns: 120 }, null],
])("the width of %j is %j", (stream, width) => {
	expect(themeOf(stream).width).toBe(width);
});

/** The standard colours of xterm, by their codes; yellow (33) and cyan (36) are too light for white, blue (34) is too dark. */
const palette: Partial<Record<number, [number, number, number]>> = {
	31: [205, 0, 0],
	35: [205, 0, 205],
};

function luminance(rgb: readonly number[]): number {
	const [red = 0, green = 0, blue = 0] = rgb.map((value) =>
		value > 10 ? ((value / 255 + 0.055) / 1.055) ** 2.4 : value / 3294,
	);
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast of a colour, as WCAG computes it, on white or on black: the lower one. */
function leastContrast(rgb: readonly number[]): number {
	const light = luminance(rgb);
	return Math.min(1.05 / (light + 0.05), (light + 0.05) / 0.05);
}

test("what warns or refuses can be read on white and on black", () => {
	const theme = themeOf({ isTTY: true, getColorDepth: () => 8 });
	const marks = outcomeKinds.map((kind) => theme.mark(kind));
	const texts = [theme.warning("late"), theme.cross, ...marks];
	const codes = texts.map((text) =>
		Number(text.split("[")[1]?.split("m")[0] ?? Number.NaN),
	);
	// Green marks stand before a sentence that is not coloured.
	const shown = new Set(codes.filter((code) => code !== 32));
	expect([...shown].sort()).toEqual([31, 35]);
	for (const code of shown)
		expect(leastContrast(palette[code] ?? [])).toBeGreaterThan(3);
});
