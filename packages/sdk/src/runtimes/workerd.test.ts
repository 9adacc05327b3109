import { join } from "node:path";
import {
	clientDriver,
	spawnFaultServer,
} from "@signoff/conformance/fault-server";
import { describeSurface } from "@signoff/conformance/vitest";
import { afterAll } from "vitest";
import { unstable_startWorker as startWorker } from "wrangler";
import { respondInRuntime } from "../testing/runtimes/runtime-client.ts";
import { testConnectionCauses } from "../testing/runtimes/test-connection-causes.ts";
import { takesNames } from "../testing/runtimes/traits.ts";

Object.assign(process.env, {
	WRANGLER_SEND_METRICS: "false",
	WRANGLER_SEND_ERROR_REPORTS: "false",
	CLOUDFLARE_CF_FETCH_ENABLED: "false",
	WRANGLER_WRITE_LOGS: "false",
});

const [server, worker] = await Promise.all([
	spawnFaultServer(),
	startWorker({
		config: join(import.meta.dirname, "../testing/workerd/wrangler.jsonc"),
		dev: {
			server: { hostname: "127.0.0.1", port: 0 },
			inspector: false,
			persist: false,
			watch: false,
			// workerd prints each failed TLS handshake.
			logLevel: "none",
		},
	}),
]);
afterAll(async () => {
	await Promise.all([server.close(), worker.dispose()]);
});

describeSurface(
	"the sdk in workerd",
	clientDriver(
		server,
		async (call) => respondInRuntime(await worker.url, call),
		// workerd reports every failed connection as lost.
		{ ...takesNames, reportsConnectionRefused: false },
	),
);

testConnectionCauses("workerd", async (call) =>
	respondInRuntime(await worker.url, call),
);
