import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
	type Figure,
	figuresVariable,
} from "../../../../scripts/lib/figures.ts";
import type { Part } from "./parts.ts";

/** What a part measured. */
export type PartResult = { ok: boolean; seconds: number; figures: Figure[] };

/** Runs a part, whose output is passed on to standard error. */
export async function runPart(part: Part, folder: string): Promise<PartResult> {
	const file = join(folder, `${part.name}.jsonl`);
	const startedAt = performance.now();
	const child = spawn(process.execPath, part.args, {
		cwd: part.cwd,
		stdio: ["ignore", 2, 2],
		env: { ...process.env, [figuresVariable]: file },
	});
	const [code] = await once(child, "close");
	return {
		ok: code === 0,
		seconds: Math.round((performance.now() - startedAt) / 1000),
		figures: figuresIn(file),
	};
}

function figuresIn(file: string): Figure[] {
	try {
		return readFileSync(file, "utf8")
			.split("\n")
			.filter((line) => line !== "")
			.map((line) => JSON.parse(line));
	} catch {
		return [];
	}
}
