import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { root } from "../lib/repository.ts";

/** An empty temporary folder that resolves packages to those of the workspace; removed after the test. */
export function emptyProject(packages: readonly string[] = ["sdk"]): string {
	const folder = mkdtempSync(join(tmpdir(), "signoff-"));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	mkdirSync(join(folder, "node_modules/@signoff"), { recursive: true });
	for (const each of packages)
		symlinkSync(
			join(root, "packages", each),
			join(folder, "node_modules/@signoff", each),
		);
	symlinkSync(
		join(root, "packages/sdk/node_modules/ky"),
		join(folder, "node_modules/ky"),
	);
	return folder;
}

/**
 * Copies an example into a temporary folder that resolves packages to those of the workspace; removed after the test.
 *
 * @param packages names of folders in `packages`
 */
export function copyExample(
	name: string,
	packages: readonly string[] = ["sdk"],
): string {
	const folder = emptyProject(packages);
	cpSync(join(root, "examples", name), folder, { recursive: true });
	return folder;
}
