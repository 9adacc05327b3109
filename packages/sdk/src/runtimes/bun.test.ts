import { join } from "node:path";
import {
	clientDriver,
	spawnFaultServer,
} from "@signoff/conformance/fault-server";
import { describeSurface } from "@signoff/conformance/vitest";
import { afterAll } from "vitest";
import { bunBinary } from "../testing/runtimes/binaries.ts";
import { respondInRuntime } from "../testing/runtimes/runtime-client.ts";
import { startRuntime } from "../testing/runtimes/start.ts";
import { testConnectionCauses } from "../testing/runtimes/test-connection-causes.ts";
import { takesNames } from "../testing/runtimes/traits.ts";

const worker = join(import.meta.dirname, "../testing/runtimes/worker.ts");

const [server, bun] = await Promise.all([
	spawnFaultServer(),
	startRuntime(bunBinary(), ["--no-install", worker], {}),
]);
afterAll(async () => {
	await Promise.all([server.close(), bun.close()]);
});

describeSurface(
	"the sdk in Bun",
	clientDriver(server, (call) => respondInRuntime(bun.url, call), takesNames),
);

testConnectionCauses("Bun", (call) => respondInRuntime(bun.url, call));
