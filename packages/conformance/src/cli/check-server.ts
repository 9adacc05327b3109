import { readFile } from "node:fs/promises";
import * as z from "zod/mini";
import {
	observeServer,
	type ServerUnderTest,
} from "../drivers/server-driver.ts";
import {
	behavioursWithOwnInstances,
	sharedFixture,
} from "../drivers/shared-fixture.ts";
import { compareObserved } from "../suite/compare.ts";
import { readFlags } from "./flags.ts";
import { type CliCommand, type CommandContext, usageError } from "./process.ts";

/** `signoff-conformance fixture`. */
export const fixtureCommand: CliCommand = {
	name: "fixture",
	help: `signoff-conformance fixture
  Prints the company that a server must hold, afresh, to be put to the behaviours.
`,
	run: (argv, host) => {
		if (argv.length > 0)
			return Promise.resolve(
				usageError(host, "There is an argument too many."),
			);
		host.out(`${JSON.stringify(sharedFixture(), null, 2)}\n`);
		return Promise.resolve(0);
	},
};

/** `signoff-conformance serves URL --fixture FILE`; a URL alone names the command too. */
export const checkServerCommand: CliCommand = {
	name: "serves",
	help: `signoff-conformance URL --fixture FILE
  Puts a running server, filled with what \`fixture\` prints, to every behaviour of a server over plain HTTP.
  The people's tokens are taken from the file. Exits 1 where one differs.
`,
	run: async ([url = "", ...argv], host) => {
		const flags = readFlags(argv, ["fixture"]);
		if (flags.kind === "wrong") return usageError(host, flags.sentence);
		if (flags.values.fixture === undefined)
			return usageError(host, "`--fixture` is missing.");
		const tokens = await readTokens(flags.values.fixture);
		if (tokens === null)
			return usageError(
				host,
				"The fixture cannot be read, or a person in it has no token.",
			);
		const base = url.replace(/\/+$/, "");
		return checkServer(
			{ url: base, tokenOf: (id) => tokens.get(id) ?? "" },
			host,
		);
	},
};

async function checkServer(
	place: ServerUnderTest,
	host: CommandContext,
): Promise<number> {
	let failed = 0;
	const behaviours = behavioursWithOwnInstances();
	for (const behaviour of behaviours) {
		const differences = await findDifferences(place, behaviour);
		if (differences.length > 0) failed++;
		host.out(
			`${differences.length === 0 ? "ok    " : "FAILED"} ${behaviour.name}\n`,
		);
		for (const difference of differences) host.out(`         ${difference}\n`);
	}
	host.out(`${behaviours.length - failed} passed, ${failed} failed\n`);
	return failed === 0 ? 0 : 1;
}

async function findDifferences(
	place: ServerUnderTest,
	behaviour: ReturnType<typeof behavioursWithOwnInstances>[number],
): Promise<string[]> {
	try {
		return compareObserved(behaviour, await observeServer(place, behaviour));
	} catch (error) {
		return [error instanceof Error ? error.message : "It could not be played."];
	}
}

const fileSchema = z.object({
	people: z.array(z.object({ id: z.string(), token: z.string() })),
});

async function readTokens(file: string): Promise<Map<string, string> | null> {
	try {
		const { people } = fileSchema.parse(
			JSON.parse(await readFile(file, "utf8")),
		);
		return new Map(people.map(({ id, token }) => [id, token]));
	} catch {
		return null;
	}
}
