import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { build } from "esbuild";

/** A Worker for raw `workerd`, without the proxy of `wrangler dev`. */
export type RawWorker = {
	/** The folder of its bundle and storage. */
	folder: string;
	entry: string;
	/** Its durable objects, by binding. */
	objects: Record<string, string>;
	variables: Record<string, string>;
	/** Options of V8. @default none */
	v8Flags?: readonly string[];
};

/** A running `workerd serve`, which is one process. */
export type RawWorkerd = { url: string; child: ChildProcess };

const requireFromWrangler = createRequire(
	createRequire(import.meta.url).resolve("wrangler/package.json"),
);

/** Starts `workerd serve`, and waits until it accepts connections. */
export async function startWorkerd(worker: RawWorker): Promise<RawWorkerd> {
	const { folder, entry } = worker;
	mkdirSync(join(folder, "storage"), { recursive: true });
	await build({
		entryPoints: [entry],
		outfile: join(folder, "worker.js"),
		bundle: true,
		format: "esm",
		target: "es2024",
		conditions: ["workerd"],
		external: ["node:*"],
	});
	const port = await freePort();
	writeFileSync(join(folder, "config.capnp"), configOf(worker, port));
	const child = spawn(
		requireFromWrangler("workerd").default,
		["serve", join(folder, "config.capnp")],
		{ stdio: "inherit" },
	);
	while (!(await accepts(port)))
		if (child.exitCode !== null) throw new Error("workerd did not start.");
	return { url: `http://127.0.0.1:${port}`, child };
}

async function accepts(port: number): Promise<boolean> {
	const socket = connect(port, "127.0.0.1");
	try {
		await once(socket, "connect");
		return true;
	} catch {
		return false;
	} finally {
		socket.destroy();
	}
}

function configOf(
	{ folder, objects, variables, v8Flags = [] }: RawWorker,
	port: number,
): string {
	const namespaces = Object.values(objects).map(
		(name) =>
			`(className = "${name}", uniqueKey = "${name}", enableSql = true)`,
	);
	const bindings = [
		...Object.entries(objects).map(
			([binding, name]) =>
				`(name = "${binding}", durableObjectNamespace = "${name}")`,
		),
		...Object.entries(variables).map(
			([name, value]) => `(name = "${name}", text = ${JSON.stringify(value)})`,
		),
	];
	return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
	services = [
		(name = "main", worker = .worker),
		(name = "disk", disk = (path = "${join(folder, "storage")}", writable = true)),
	],
	v8Flags = [${v8Flags.map((flag) => JSON.stringify(flag)).join(", ")}],
	sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const worker :Workerd.Worker = (
	modules = [(name = "worker.js", esModule = embed "worker.js")],
	compatibilityDate = "2026-08-04",
	durableObjectNamespaces = [${namespaces.join(", ")}],
	durableObjectStorage = (localDisk = "disk"),
	bindings = [${bindings.join(", ")}],
);
`;
}

async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const address = server.address();
	await new Promise((resolve) => server.close(resolve));
	return typeof address === "object" && address !== null ? address.port : 0;
}
