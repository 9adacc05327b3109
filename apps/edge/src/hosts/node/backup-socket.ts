import { lstatSync, realpathSync, rmSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { createInterface } from "node:readline";
import type { DatabaseSync } from "node:sqlite";
import * as z from "zod/mini";
import { BackupError, backUpTo } from "./backup-file.ts";
import { connectTo, shortPath } from "./socket-path.ts";

/** Serves backups until it is closed. */
export type BackupSocket = { close(): Promise<void> };

const requestSchema = z.object({ to: z.string() });
const replySchema = z.union([
	z.object({ kind: z.literal("done") }),
	z.object({ kind: z.literal("failed"), message: z.string() }),
]);
type Reply = z.infer<typeof replySchema>;

/**
 * Serves backups of an open data file on a socket beside it, which only its owner can use. One line of JSON asks, one
 * answers. The caller holds the data file's lock, so that a socket that is there already belongs to no process.
 *
 * @throws BackupError if the path is taken by another kind of file, or is too long
 */
export async function serveBackups(
	db: DatabaseSync,
	data: string,
): Promise<BackupSocket> {
	const path = socketOf(data);
	const existing = lstatSync(path, { throwIfNoEntry: false });
	if (existing !== undefined && !existing.isSocket())
		throw new BackupError(
			"The file beside the data file that ends in .sock is not a socket: move it away.",
		);
	rmSync(path, { force: true });
	const open = new Set<Socket>();
	const server = createServer((socket) => {
		open.add(socket);
		socket.on("close", () => open.delete(socket));
		socket.on("error", () => socket.destroy());
		void answer(socket, db);
	});
	const short = shortPath(path);
	// The socket is created with these permissions: there is no moment at which others can connect.
	const umask = process.umask(0o177);
	try {
		await new Promise<void>((resolve, reject) => {
			server.once("error", reject);
			server.listen(short.path, resolve);
			process.umask(umask);
		});
	} catch (cause) {
		throw new BackupError(
			"The socket for backups cannot be created beside the data file.",
			{ cause },
		);
	} finally {
		process.umask(umask);
		short.release();
	}
	server.unref();
	return {
		close: () => {
			for (const socket of open) socket.destroy();
			rmSync(path, { force: true });
			return new Promise((resolve) => server.close(() => resolve()));
		},
	};
}

async function answer(socket: Socket, db: DatabaseSync): Promise<void> {
	for await (const line of createInterface({ input: socket })) {
		const reply = await backUp(db, line);
		socket.end(`${JSON.stringify(reply)}\n`);
		return;
	}
}

async function backUp(db: DatabaseSync, line: string): Promise<Reply> {
	try {
		await backUpTo(db, requestSchema.parse(JSON.parse(line)).to);
		return { kind: "done" };
	} catch (error) {
		const message =
			error instanceof BackupError
				? error.message
				: "The serving process could not make the backup.";
		return { kind: "failed", message };
	}
}

/**
 * Asks the process that serves a data file for a backup.
 *
 * @param to an absolute path
 * @returns false if no process serves it
 * @throws BackupError if the process could not make it
 */
export async function requestBackup(
	data: string,
	to: string,
): Promise<boolean> {
	const socket = await connectTo(socketOf(data));
	if (socket === null) return false;
	socket.write(`${JSON.stringify({ to })}\n`);
	const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
	const { value } = await lines.next();
	socket.destroy();
	if (value === undefined)
		throw new BackupError("The serving process ended before it answered.");
	const reply = replySchema.parse(JSON.parse(value));
	if (reply.kind === "failed") throw new BackupError(reply.message);
	return true;
}

/** Beside the file itself, also if the path is a link to it. */
function socketOf(data: string): string {
	return `${realpathSync(data)}.sock`;
}
