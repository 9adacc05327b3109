import { once } from "node:events";
import { lstatSync, realpathSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { createInterface } from "node:readline";
import type { DatabaseSync } from "node:sqlite";
import * as z from "zod/mini";
import { BackupError, backUpTo } from "./backup-file.ts";
import { connectTo, shortPath } from "./socket-path.ts";

/** Serves backups. Closing it accepts no others, and resolves once those that have begun are answered. */
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
 * @throws BackupError if another kind of file has the socket's name
 * @throws the system's error if the file system has no sockets
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
	const server = createServer((socket) => {
		socket.on("error", () => socket.destroy());
		void answer(socket, db);
	});
	// Kept until the socket is closed, which removes the file under this path.
	const short = shortPath(path);
	try {
		await listenPrivately(server, short.path);
	} catch (error) {
		short.release();
		throw error;
	}
	return {
		close: async () => {
			await new Promise((resolve) => server.close(resolve));
			short.release();
			rmSync(path, { force: true });
		},
	};
}

/** Listens on a socket that is created with mode 0600: there is no moment at which others can connect. */
async function listenPrivately(server: Server, path: string): Promise<void> {
	const umask = process.umask(0o177);
	try {
		server.listen(path);
	} finally {
		process.umask(umask);
	}
	await once(server, "listening");
}

/** Answers the first line. A caller who sends none is cut off. */
async function answer(socket: Socket, db: DatabaseSync): Promise<void> {
	socket.setTimeout(requestTimeoutMs, () => socket.destroy());
	const line = await firstLine(socket);
	socket.setTimeout(0);
	if (line === null) return;
	const reply = await backUp(db, line);
	socket.end(`${JSON.stringify(reply)}\n`);
}

/** The first line that arrives; `null` if the connection ends before it. */
async function firstLine(socket: Socket): Promise<string | null> {
	const lines = createInterface({ input: socket });
	// A connection that is destroyed has no end that readline would see.
	socket.once("close", () => lines.close());
	for await (const line of lines) return line;
	return null;
}

const requestTimeoutMs = 5_000;

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
	socket.on("error", () => socket.destroy());
	socket.write(`${JSON.stringify({ to })}\n`);
	const value = await firstLine(socket);
	socket.destroy();
	if (value === null)
		throw new BackupError("The serving process ended before it answered.");
	const reply = replySchema.parse(JSON.parse(value));
	if (reply.kind === "failed") throw new BackupError(reply.message);
	return true;
}

/** Beside the file itself, also if the path is a link to it. */
function socketOf(data: string): string {
	return `${realpathSync(data)}.sock`;
}
