import { pathToFileURL } from "node:url";

/** The address of a database that SQLite opens but does not create: a link that leads nowhere creates no file. */
export function existingDatabase(path: string): URL {
	const url = pathToFileURL(path);
	url.search = "?mode=rw";
	return url;
}
