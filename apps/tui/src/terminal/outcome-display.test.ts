import { outcomeKinds, outcomeTraits } from "@signoff/core";
import { expect, test } from "vitest";
import { outcomeDisplay } from "./outcome-display.ts";

test.each(outcomeKinds)(
	"a preview has separate words if `%s` means on record, or not decided",
	(kind) => {
		const { preview, mark } = outcomeDisplay[kind];
		const { onRecord } = outcomeTraits[kind];
		expect(preview !== null).toBe(onRecord || kind === "uncertain");
		expect(mark.color === "green").toBe(onRecord);
	},
);

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
