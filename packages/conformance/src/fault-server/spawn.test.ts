import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { connectFaultServer } from "./control-client.ts";
import { spawnFaultServer } from "./spawn.ts";
import { submit, worldOf } from "./testing/setup.ts";

test("a fault server of its own process serves, and ends when it is closed", async () => {
	const server = await spawnFaultServer();
	onTestFinished(server.close);
	expect(server.pid).not.toBe(process.pid);
	const world = await server.addWorld(worldOf());
	expect((await submit(world)).status).toBe(204);
	expect((await server.settled(world)).responses).toHaveLength(1);
	const line = await openLine(server.url);
	const cut = once(line, "close");
	await server.close();
	await cut;
	expect(() => process.kill(server.pid, 0)).toThrow("ESRCH");
	await server.close();
});

test("it ends with the process that opened it, however that ends", async () => {
	const parent = spawn(
		process.execPath,
		[fileURLToPath(new URL("./testing/parent.ts", import.meta.url))],
		{ stdio: ["ignore", "pipe", "inherit"] },
	);
	onTestFinished(() => void parent.kill("SIGKILL"));
	const [chunk] = await once(parent.stdout, "data");
	const { url }: { pid: number; url: string } = JSON.parse(String(chunk));
	await connectFaultServer(url).addWorld(worldOf());
	const cut = once(await openLine(url), "close");
	parent.kill("SIGKILL");
	await cut;
});

/** A connection that nothing is sent on: it closes with the server. */
async function openLine(url: string): Promise<Socket> {
	const socket = connect(Number(new URL(url).port), "127.0.0.1");
	// An end without ceremony is an end as well.
	socket.on("error", () => {});
	socket.resume();
	await once(socket, "connect");
	return socket;
}
