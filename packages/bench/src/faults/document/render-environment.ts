import { readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { arch, cpus, platform } from "node:os";
import type { FaultClient } from "../model/types.ts";
import type { RunSettings } from "../run/run-faults.ts";

/** The versions, the settings and the machine of a run, as Markdown. */
export function renderEnvironment(
	clients: FaultClient[],
	{ timeLimitMs, concurrency }: RunSettings,
): string {
	const processors = cpus();
	return [
		`Time limit of each call: ${timeLimitMs / 1_000} s. Cells at once: ${concurrency}. Node ${process.versions.node} on ${platform()} ${arch()}, ${processors.length} × ${processors[0]?.model.trim() ?? "unknown"}.`,
		"",
		"| Client | Version | Settings |",
		"| --- | --- | --- |",
		...clients.map(
			({ name, packages, settings }) =>
				`| ${name} | ${packages.map(versionOf).join(", ")} | ${settings} |`,
		),
	].join("\n");
}

function versionOf(name: string): string {
	const path = findPackageJSON(name, import.meta.url);
	if (path === undefined) throw new Error(`${name} is not installed.`);
	const { version } = JSON.parse(readFileSync(path, "utf8"));
	return `${name} ${version}`;
}
