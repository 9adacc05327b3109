import type {
	FaultServer,
	RandomTrial,
	ServedWorld,
} from "@signoff/conformance/fault-server";
import type { Outcome } from "@signoff/core";
import type { Browser, Page } from "playwright-core";
import type { RespondOptions } from "../../options/check-options.ts";
import { toldBy } from "../runtimes/respond-child.ts";
import type { Settle } from "../soak/trials.ts";
import type { AskedOfPage } from "./page.ts";
import { openTunnel } from "./tunnel.ts";

/** Pages that settle trials. Each is an origin of its own: a browser opens six connections to one, and no more. */
export type Pages = { settle: Settle; close(): Promise<void> };

/** @param options which of the sdk's options to set, whatever a trial says of them */
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
	let turn = 0;
	return {
		settle(world, trial) {
			if (trial.refresh === "renewed") renewable.set(world.id, world);
			const { url, page } = pages[turn++ % count] ?? fail();
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

/** Whether calls may be sent twice is the browser's to say. */
function optionsOf({ policy: { fetchMayResend: _, ...options } }: RandomTrial) {
	return options;
}

async function settleIn(page: Page, asked: AskedOfPage): Promise<Outcome> {
	const call = JSON.stringify(asked);
	return toldBy(await page.evaluate(`settleTrial(${call})`)).outcome;
}

function fail(): never {
	throw new RangeError("There is no page.");
}
