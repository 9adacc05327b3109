import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { root } from "../lib/repository.ts";

/** Copies an example into a temporary folder that resolves its packages to the workspace's; removed after the test. */
export function copyExample(name: string): string {
	const folder = mkdtempSync(join(tmpdir(), "signoff-"));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	cpSync(join(root, "examples", name), folder, { recursive: true });
	mkdirSync(join(folder, "node_modules/@signoff"), { recursive: true });
	symlinkSync(
		join(root, "packages/sdk"),
		join(folder, "node_modules/@signoff/sdk"),
	);
	symlinkSync(
		join(root, "packages/sdk/node_modules/ky"),
		join(folder, "node_modules/ky"),
	);
	return folder;
}
