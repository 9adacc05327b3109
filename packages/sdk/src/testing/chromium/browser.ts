import { join } from "node:path";
import { build } from "esbuild";
import { type Browser, chromium } from "playwright-core";

/** Debian's Chromium, or the one that is named; it reaches this machine's loopback and nothing else. */
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

/** The page's script, with the sdk as a bundler for browsers makes it. */
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
