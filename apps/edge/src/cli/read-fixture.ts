import { readFile } from "node:fs/promises";
import type { Issue } from "@signoff/core";
import { type Fixture, parseFixture } from "@signoff/core/fixture";
import { type JsonBytes, parseJsonBytes } from "@signoff/core/validation";
import { ServeError } from "../hosts/node/serve-upstream.ts";

const problems: Record<Exclude<JsonBytes["kind"], "parsed">, string> = {
	not_text: "is not text in UTF-8 or UTF-16",
	not_json: "is not valid JSON",
};

/**
 * Reads a fixture from a JSON file in UTF-8 or UTF-16. Errors never repeat the content.
 *
 * @throws ServeError if the file cannot be read or does not contain a valid fixture
 */
export async function readFixture(path: string): Promise<Fixture> {
	const json = parseJsonBytes(await readBytes(path));
	if (json.kind !== "parsed")
		throw new ServeError(`The fixture ${problems[json.kind]}.`);
	const parsed = parseFixture(json.value);
	if (parsed.kind === "invalid")
		throw new ServeError(
			`The fixture is not valid.\n${parsed.issues.map(formatIssue).join("\n")}`,
		);
	return parsed.value;
}

async function readBytes(path: string): Promise<Uint8Array> {
	try {
		return await readFile(path);
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

function formatIssue({ path, message }: Issue): string {
	return `  ${path.join(".") || "(root)"}: ${message}`;
}
