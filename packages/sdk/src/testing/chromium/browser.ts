import { join } from "node:path";
import { build } from "esbuild";
import { type Browser, chromium } from "playwright-core";

/** Starts Debian's Chromium, or the one in `SIGNOFF_CHROMIUM`. It can reach loopback only. */
export function launch(): Promise<Browser> {
	return chromium.launch({
		executablePath: process.env["SIGNOFF_CHROMIUM"] ?? "/usr/bin/chromium",
		args: [
			"--no-sandbox",
			"--disable-background-networking",
			"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
		],
	});
}

/** The page's script, bundled with the sdk for browsers. */
export async function pageScript(): Promise<string> {
	const { outputFiles } = await build({
		entryPoints: [join(import.meta.dirname, "page.ts")],
		bundle: true,
		write: false,
		format: "esm",
		platform: "browser",
		target: "es2024",
	});
	return outputFiles[0]?.text ?? "";
}
