import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	clientDriver,
	spawnFaultServer,
} from "@signoff/conformance/fault-server";
import { describeSurface } from "@signoff/conformance/vitest";
import { afterAll } from "vitest";
import { denoBinary } from "../testing/runtimes/binaries.ts";
import { faultyHosts } from "../testing/runtimes/faulty-addresses.ts";
import { respondInRuntime } from "../testing/runtimes/runtime-client.ts";
import { startRuntime } from "../testing/runtimes/start.ts";
import { testConnectionCauses } from "../testing/runtimes/test-connection-causes.ts";
import { takesNames } from "../testing/runtimes/traits.ts";

const worker = join(import.meta.dirname, "../testing/runtimes/worker.ts");
const cache = await mkdtemp(join(tmpdir(), "signoff-deno-"));

// May reach loopback and the hosts of the faults: no file, no variable, no other host.
const permissions = ["--no-prompt", `--allow-net=${faultyHosts}`];
// Uses what is installed, and fetches nothing.
const offlineFlags = [
	"--node-modules-dir=manual",
	"--cached-only",
	"--no-remote",
	"--no-lock",
];

const [server, deno] = await Promise.all([
	spawnFaultServer(),
	startRuntime(
		denoBinary(),
		[
			...["serve", "--host=127.0.0.1", "--port=0"],
			...permissions,
			...offlineFlags,
			worker,
		],
		{ DENO_DIR: cache, DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" },
	),
]);
afterAll(async () => {
	await Promise.all([server.close(), deno.close()]);
	await rm(cache, { recursive: true });
});

describeSurface(
	"the sdk in Deno",
	clientDriver(server, (call) => respondInRuntime(deno.url, call), takesNames),
);

testConnectionCauses("Deno", (call) => respondInRuntime(deno.url, call));
