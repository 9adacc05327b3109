import { outcomeKinds, outcomeTraits } from "@signoff/core";
import { expect, test } from "vitest";
import { outcomeDisplay } from "./outcome-display.ts";

test.each(outcomeKinds)("`%s` is green if it means on record", (kind) => {
	const { mark } = outcomeDisplay[kind];
	expect(mark.color === "green").toBe(outcomeTraits[kind].onRecord);
});

test("no mark stands for both a response on record and another outcome", () => {
	const glyphs = (onRecord: boolean) =>
		outcomeKinds
			.filter((kind) => outcomeTraits[kind].onRecord === onRecord)
			.flatMap((kind) => {
				const { glyph, ascii } = outcomeDisplay[kind].mark;
				return [glyph, ascii];
			});
	for (const glyph of glyphs(true)) expect(glyphs(false)).not.toContain(glyph);
});
