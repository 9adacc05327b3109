import { expect, test } from "vitest";
import { measureMemory } from "../testing/soak/memory.ts";

const megabyte = 1024 * 1024;

test.each([
	["without", false],
	["with", true],
])(
	"a long list needs no more memory than a short one, %s a journal",
	{
		timeout: 120_000,
	},
	async (_, withJournal) => {
		const count = 6_000;
		const { after1000, atEnd, kinds } = await measureMemory(count, withJournal);
		expect(kinds).toEqual({ recorded: count });
		expect((atEnd - after1000) / megabyte).toBeLessThan(12);
	},
);
