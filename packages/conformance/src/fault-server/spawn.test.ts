import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { connectFaultServer } from "./control-client.ts";
import { spawnFaultServer } from "./spawn.ts";
import { submit, worldOf } from "./testing/setup.ts";

test("a fault server in its own process serves until it is closed", async () => {
	const server = await spawnFaultServer();
	onTestFinished(server.close);
	expect(server.pid).not.toBe(process.pid);
	const world = await server.addWorld(worldOf());
	expect((await submit(world)).status).toBe(204);
	expect((await server.settled(world)).responses).toHaveLength(1);
	const connection = await openConnection(server.url);
	const closed = once(connection, "close");
	await server.close();
	await closed;
	expect(() => process.kill(server.pid, 0)).toThrow("ESRCH");
	await server.close();
});

test("it ends when the process that started it is killed", async () => {
	const parent = spawn(
		process.execPath,
		[fileURLToPath(new URL("./testing/parent.ts", import.meta.url))],
		{ stdio: ["ignore", "pipe", "inherit"] },
	);
	onTestFinished(() => void parent.kill("SIGKILL"));
	const [chunk] = await once(parent.stdout, "data");
	const { url }: { pid: number; url: string } = JSON.parse(String(chunk));
	await connectFaultServer(url).addWorld(worldOf());
	const closed = once(await openConnection(url), "close");
	parent.kill("SIGKILL");
	await closed;
});

/** An idle connection, which closes when the server ends. */
async function openConnection(url: string): Promise<Socket> {
	const socket = connect(Number(new URL(url).port), "127.0.0.1");
	// The connection may be reset when the server ends.
	socket.on("error", () => {});
	socket.resume();
	await once(socket, "connect");
	return socket;
}
