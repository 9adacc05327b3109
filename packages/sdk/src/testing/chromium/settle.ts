import type {
	FaultServer,
	RandomTrial,
	ServedWorld,
} from "@signoff/conformance/fault-server";
import type { Outcome } from "@signoff/core";
import type { Browser, Page } from "playwright-core";
import type { RespondOptions } from "../../settlement/respond-options.ts";
import { parseReport } from "../runtimes/runtime-client.ts";
import type { Settle } from "../soak/trials.ts";
import type { PageTrial } from "./page.ts";
import { openTunnel } from "./tunnel.ts";

/** Pages that settle trials. Each has its own origin, since a browser opens only six connections to one. */
export type Pages = { settle: Settle; close(): Promise<void> };

/** @param options override the options of each trial */
export async function openPages(
	browser: Browser,
	server: FaultServer,
	script: string,
	count: number,
	options: RespondOptions,
): Promise<Pages> {
	const tunnels = await Promise.all(
		Array.from({ length: count }, () => openTunnel(server.url, script)),
	);
	const pages = await Promise.all(
		tunnels.map(async ({ url }) => ({ url, page: await browser.newPage() })),
	);
	const renewable = new Map<string, ServedWorld>();
	for (const { url, page } of pages) {
		await page.exposeFunction("renewToken", (id: string) => {
			const world = renewable.get(id);
			return world === undefined ? null : server.renewToken(world);
		});
		await page.goto(url);
	}
	let nextPage = 0;
	return {
		settle(world, trial) {
			if (trial.refresh === "renewed") renewable.set(world.id, world);
			const { url, page } = pages[nextPage++ % count] ?? fail();
			return settleIn(page, {
				base_url: url,
				world: world.id,
				token: world.token,
				submission: trial.submission,
				options: { ...optionsOf(trial), ...options },
			});
		},
		async close() {
			await Promise.all(pages.map(({ page }) => page.close()));
			await Promise.all(tunnels.map((tunnel) => tunnel.close()));
		},
	};
}

/** The trial's options without `fetchMayResend`: its default depends on the runtime. */
function optionsOf({ policy: { fetchMayResend: _, ...options } }: RandomTrial) {
	return options;
}

async function settleIn(page: Page, trial: PageTrial): Promise<Outcome> {
	const argument = JSON.stringify(trial);
	return parseReport(await page.evaluate(`settleTrial(${argument})`)).outcome;
}

function fail(): never {
	throw new RangeError("There are no pages.");
}
