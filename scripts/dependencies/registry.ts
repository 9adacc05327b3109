import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../lib/repository.ts";
import { runOrThrow } from "../lib/run.ts";

/** What is known of a package. */
export type RegistryFacts = {
	/** The newest version in the registry. */
	version: string;
	/** The day on which it was published. */
	released: string;
	/** Size of all files of the version that is installed here. */
	unpackedBytes: number;
	licence: string;
};

const file = join(import.meta.dirname, "registry.json");

/** The facts as they were looked up last, by the package's name. */
export function storedFacts(): Record<string, RegistryFacts> {
	return JSON.parse(readFileSync(file, "utf8"));
}

/** Looks up packages in the registry, by a folder in which each is installed, and stores the facts. */
export async function updateFacts(folders: Map<string, string>): Promise<void> {
	const facts: Record<string, RegistryFacts> = {};
	for (const [name, folder] of folders)
		facts[name] = await lookUp(name, folder);
	writeFileSync(file, `${JSON.stringify(facts, null, "\t")}\n`);
}

async function lookUp(name: string, folder: string): Promise<RegistryFacts> {
	const output = await runOrThrow(
		"npm",
		["view", name, "version", "time", "license", "--json"],
		root,
	);
	const { version, time, license }: Reply = JSON.parse(output);
	return {
		version,
		released: time[version]?.slice(0, 10) ?? "",
		unpackedBytes: sizeOf(folder),
		licence: license,
	};
}

function sizeOf(folder: string): number {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.reduce(
			(sum, { parentPath, name }) =>
				sum + statSync(join(parentPath, name)).size,
			0,
		);
}

type Reply = {
	version: string;
	time: Record<string, string>;
	license: string;
};
