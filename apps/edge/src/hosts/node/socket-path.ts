import { closeSync, openSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { basename, dirname, relative } from "node:path";

/** The longest path of a socket, in bytes, that every system accepts. */
const maxBytes = 103;

/** A path that names a socket and is short enough for the system, until it is released. */
export type ShortPath = { path: string; release(): void };

/**
 * A path for a socket. If it is too long, the shorter one from the working folder is taken, or on Linux one through the
 * open folder.
 */
export function shortPath(path: string): ShortPath {
	const fits = [path, relative(process.cwd(), path)].find(
		(each) => Buffer.byteLength(each) <= maxBytes,
	);
	if (fits !== undefined || process.platform !== "linux")
		return { path: fits ?? path, release: () => {} };
	const folder = openSync(dirname(path), "r");
	return {
		path: `/proc/self/fd/${folder}/${basename(path)}`,
		release: () => closeSync(folder),
	};
}

/** Connects to a socket; `null` if no process listens there. */
export async function connectTo(path: string): Promise<Socket | null> {
	const short = shortPath(path);
	const socket = connect(short.path);
	try {
		await new Promise<void>((resolve, reject) => {
			socket.once("connect", resolve);
			socket.once("error", reject);
		});
		return socket;
	} catch (error) {
		const code = error instanceof Error && "code" in error ? error.code : "";
		if (code === "ENOENT" || code === "ECONNREFUSED") return null;
		throw error;
	} finally {
		short.release();
	}
}
