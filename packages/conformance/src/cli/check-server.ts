import { readFile } from "node:fs/promises";
import * as z from "zod/mini";
import { observeAt, type ServerUnderTest } from "../drivers/server-driver.ts";
import { placedBehaviours, sharedFixture } from "../drivers/shared-fixture.ts";
import { compareObserved } from "../suite/compare.ts";
import { readFlags } from "./flags.ts";
import { type Command, type Host, wrong } from "./process.ts";

/** `signoff-conformance fixture`. */
export const fixtureCommand: Command = {
	name: "fixture",
	help: `signoff-conformance fixture
  Prints the company that a server must hold, afresh, to be put to the behaviours.
`,
	run: (argv, host) => {
		if (argv.length > 0)
			return Promise.resolve(wrong(host, "There is an argument too many."));
		host.out(`${JSON.stringify(sharedFixture(), null, 2)}\n`);
		return Promise.resolve(0);
	},
};

/** `signoff-conformance serves URL --fixture FILE`; a URL alone names the command too. */
export const conformCommand: Command = {
	name: "serves",
	help: `signoff-conformance URL --fixture FILE
  Puts a running server, filled with what \`fixture\` prints, to every behaviour of a server over plain HTTP.
  The people's tokens are taken from the file. Exits 1 where one differs.
`,
	run: async ([url = "", ...argv], host) => {
		const flags = readFlags(argv, ["fixture"]);
		if (flags.kind === "wrong") return wrong(host, flags.sentence);
		if (flags.values.fixture === undefined)
			return wrong(host, "`--fixture` is missing.");
		const tokens = await tokensIn(flags.values.fixture);
		if (tokens === null)
			return wrong(
				host,
				"The fixture cannot be read, or a person in it has no token.",
			);
		const base = url.replace(/\/+$/, "");
		return conform({ url: base, tokenOf: (id) => tokens.get(id) ?? "" }, host);
	},
};

async function conform(place: ServerUnderTest, host: Host): Promise<number> {
	let failed = 0;
	const behaviours = placedBehaviours();
	for (const behaviour of behaviours) {
		const differences = await differencesAt(place, behaviour);
		if (differences.length > 0) failed++;
		host.out(
			`${differences.length === 0 ? "ok    " : "FAILED"} ${behaviour.name}\n`,
		);
		for (const difference of differences) host.out(`         ${difference}\n`);
	}
	host.out(`${behaviours.length - failed} passed, ${failed} failed\n`);
	return failed === 0 ? 0 : 1;
}

async function differencesAt(
	place: ServerUnderTest,
	behaviour: ReturnType<typeof placedBehaviours>[number],
): Promise<string[]> {
	try {
		return compareObserved(behaviour, await observeAt(place, behaviour));
	} catch (error) {
		return [error instanceof Error ? error.message : "It could not be played."];
	}
}

const fileSchema = z.object({
	people: z.array(z.object({ id: z.string(), token: z.string() })),
});

async function tokensIn(file: string): Promise<Map<string, string> | null> {
	try {
		const { people } = fileSchema.parse(
			JSON.parse(await readFile(file, "utf8")),
		);
		return new Map(people.map(({ id, token }) => [id, token]));
	} catch {
		return null;
	}
}
