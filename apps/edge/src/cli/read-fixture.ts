import { readFile } from "node:fs/promises";
import type { Issue } from "@signoff/core";
import { type Fixture, parseFixture } from "@signoff/core/fixture";
import { ServeError } from "../hosts/node/serve.ts";

/**
 * Reads a fixture from a JSON file.
 *
 * @throws ServeError if the file cannot be read or does not contain a valid fixture
 */
export async function readFixture(path: string): Promise<Fixture> {
	const parsed = parseFixture(parseJson(await readText(path)));
	if (parsed.kind === "invalid")
		throw new ServeError(
			`The fixture is not valid.\n${parsed.issues.map(formatIssue).join("\n")}`,
		);
	return parsed.value;
}

async function readText(path: string): Promise<string> {
	try {
		return await readFile(path, "utf8");
	} catch (error) {
		const code =
			error instanceof Error && "code" in error
				? String(error.code)
				: "unknown reason";
		throw new ServeError(`The fixture cannot be read (${code}).`, {
			cause: error,
		});
	}
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new ServeError("The fixture is not valid JSON.", { cause: error });
	}
}

function formatIssue({ path, message }: Issue): string {
	return `  ${path.join(".") || "(root)"}: ${message}`;
}
