import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { themeFor } from "./theme.ts";

test.each<[Partial<NodeJS.WriteStream>, number | null]>([
	[{ isTTY: true, columns: 120 }, 120],
	[{ isTTY: true, columns: 0 }, 80],
	[{ isTTY: true }, 80],
	[{ columns: 120 }, null],
])("the width of %j is %j", (stream, width) => {
	const fake = Object.assign(new PassThrough(), stream);
	expect(themeFor(fake as never, {}).width).toBe(width);
});
