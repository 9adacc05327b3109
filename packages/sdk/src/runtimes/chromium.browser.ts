import {
	type ClientCall,
	clientDriver,
	spawnFaultServer,
} from "@signoff/conformance/fault-server";
import { describeSurface } from "@signoff/conformance/vitest";
import { afterAll } from "vitest";
import { launch, pageScript } from "../testing/chromium/browser.ts";
import { openTunnel } from "../testing/chromium/tunnel.ts";
import { parseReport } from "../testing/runtimes/runtime-client.ts";
import { testConnectionCauses } from "../testing/runtimes/test-connection-causes.ts";
import { takesNames } from "../testing/runtimes/traits.ts";

const [server, browser, script] = await Promise.all([
	spawnFaultServer(),
	launch(),
	pageScript(),
]);
const tunnel = await openTunnel(server.url, script);
const page = await browser.newPage();
await page.goto(tunnel.url);
afterAll(async () => {
	await browser.close();
	await tunnel.close();
	await server.close();
});

async function settle(call: ClientCall): Promise<unknown> {
	const base_url = call.base_url === server.url ? tunnel.url : call.base_url;
	const argument = JSON.stringify({ ...call, base_url });
	return page.evaluate(`respondToClientCall(${argument})`);
}

describeSurface(
	"the sdk in Chromium",
	clientDriver(server, async (call) => parseReport(await settle(call)), {
		...takesNames,
		reportsConnectionRefused: false,
		mayResend: true,
	}),
);

testConnectionCauses("Chromium", async (call) =>
	parseReport(await settle(call)),
);
