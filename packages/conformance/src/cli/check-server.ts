import { readFile } from "node:fs/promises";
import { parseJsonBytes } from "@signoff/core/validation";
import * as z from "zod/mini";
import type { Behaviour } from "../behaviours/types.ts";
import {
	observeServer,
	type ServerUnderTest,
} from "../drivers/server-driver.ts";
import {
	behavioursWithOwnInstances,
	sharedFixture,
} from "../drivers/shared-fixture.ts";
import type { Reporter } from "../report/reporter.ts";
import { compareObserved } from "../suite/compare.ts";
import { parseFlags, unexpectedArgument } from "./flags.ts";
import { type CliCommand, flagError, usageError } from "./process.ts";
import { reportHelp, withReporter } from "./report-flags.ts";

/** `signoff-conformance fixture`. */
export const fixtureCommand: CliCommand = {
	name: "fixture",
	help: `signoff-conformance fixture
  Prints the company that a server must hold, unchanged since it was loaded,
  for the behaviours to be run against it.
`,
	run: (argv, context) => {
		if (argv.length > 0)
			return Promise.resolve(flagError(context, [unexpectedArgument]));
		context.out(`${JSON.stringify(sharedFixture(), null, 2)}\n`);
		return Promise.resolve(0);
	},
};

/** `signoff-conformance serves URL --fixture FILE`; a URL alone implies the command's name. */
export const checkServerCommand: CliCommand = {
	name: "serves",
	help: `signoff-conformance URL --fixture FILE
  Runs every behaviour of a server over plain HTTP against a running server
  that holds what \`fixture\` prints. The people's tokens are read from the file.
  Exits 1 if a behaviour differs.
${reportHelp}`,
	run: async ([url = "", ...argv], context) => {
		const flags = parseFlags(argv, ["fixture", "junit"], ["json"]);
		if (flags.kind === "invalid") return flagError(context, flags.issues);
		const file = flags.value.fixture;
		if (file === undefined)
			return usageError(context, "`--fixture` is missing.");
		const tokens = await readTokens(file);
		if (tokens === null)
			return usageError(
				context,
				"The fixture cannot be read, or a person in it has no token.",
			);
		const tokenOf = (id: string): string => tokens.get(id) ?? "";
		const server = { url: url.replace(/\/+$/, ""), tokenOf };
		return withReporter("server", flags.value, context, (reporter) =>
			checkServer(server, reporter),
		);
	},
};

async function checkServer(
	server: ServerUnderTest,
	reporter: Reporter,
): Promise<number> {
	for (const [index, behaviour] of behavioursWithOwnInstances().entries()) {
		const startedAt = performance.now();
		const details = await findDifferences(server, behaviour);
		reporter.add(index, {
			behaviour: behaviour.name,
			form: "id",
			expected: behaviour.expect.outcome.kind,
			verdict: details.length === 0 ? "passed" : "failed",
			reported: null,
			harms: [],
			details,
			requests: null,
			duration_ms: Math.round(performance.now() - startedAt),
		});
	}
	return reporter.finish();
}

async function findDifferences(
	server: ServerUnderTest,
	behaviour: Behaviour,
): Promise<string[]> {
	try {
		return compareObserved(behaviour, await observeServer(server, behaviour));
	} catch (error) {
		return [
			error instanceof Error ? error.message : "The behaviour cannot be run.",
		];
	}
}

const fixtureSchema = z.object({
	people: z.array(z.object({ id: z.string(), token: z.string() })),
});

async function readTokens(file: string): Promise<Map<string, string> | null> {
	try {
		const json = parseJsonBytes(await readFile(file));
		if (json.kind !== "parsed") return null;
		const { people } = fixtureSchema.parse(json.value);
		return new Map(people.map(({ id, token }) => [id, token]));
	} catch {
		return null;
	}
}
