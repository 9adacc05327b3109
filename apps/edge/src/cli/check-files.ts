import { KeysFileError, openKeysFile } from "../hosts/node/keys-file.ts";
import { checkTokensHost, ServeError } from "../hosts/node/serve-upstream.ts";
import { readFixture } from "./read-fixture.ts";

/** The settings that name files, and the host that a fixture is served on. */
export type CheckedFiles = {
	host: string;
	fixture: string | null;
	keys: string | null;
};

/** What is wrong with the files that the settings name; nothing is stored or started. */
export async function fileProblems({
	host,
	fixture,
	keys,
}: CheckedFiles): Promise<string[]> {
	return [
		fixture === null
			? null
			: await problemOf(() => checkFixture(fixture, host)),
		keys === null
			? null
			: await problemOf(async () => openKeysFile(keys, { log: () => {} })),
	].filter((problem) => problem !== null);
}

async function checkFixture(path: string, host: string): Promise<void> {
	const { people } = await readFixture(path);
	if (people.some(({ token }) => token !== undefined)) checkTokensHost(host);
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
