import { type Browser, chromium } from "playwright-core";

/** Starts Chromium, which can reach 127.0.0.1 only. */
export function launchBrowser(): Promise<Browser> {
	return chromium.launch({
		executablePath: process.env["SIGNOFF_CHROMIUM"] ?? "/usr/bin/chromium",
		args: [
			"--no-sandbox",
			"--disable-background-networking",
			"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
		],
	});
}
