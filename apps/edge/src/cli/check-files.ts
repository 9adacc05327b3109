import { KeysFileError, openKeysFile } from "../hosts/node/keys-file.ts";
import { ServeError } from "../hosts/node/serve-upstream.ts";
import { readFixture } from "./read-fixture.ts";

/** What is wrong with the files that the settings name; nothing is stored or started. */
export async function fileProblems({
	fixture,
	keys,
}: {
	fixture: string | null;
	keys: string | null;
}): Promise<string[]> {
	return [
		fixture === null ? null : await problemOf(() => readFixture(fixture)),
		keys === null
			? null
			: await problemOf(async () => openKeysFile(keys, { log: () => {} })),
	].filter((problem) => problem !== null);
}

async function problemOf(work: () => Promise<unknown>): Promise<string | null> {
	try {
		await work();
		return null;
	} catch (error) {
		if (error instanceof KeysFileError || error instanceof ServeError)
			return error.message;
		throw error;
	}
}
