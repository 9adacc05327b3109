import { readFileSync } from "node:fs";

/** CPU time and memory of processes, on Linux. */
export type Usage = { cpuMs: number; memoryMb: number };

// Of Linux on every architecture: `getconf CLK_TCK`, and the size of a page.
const msPerTick = 10;
const pageBytes = 4_096;

/** What some processes have used so far. */
export function usageOf(pids: readonly number[]): Usage {
	const usage = { cpuMs: 0, memoryMb: 0 };
	for (const pid of pids) {
		const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
		// The name in parentheses may contain spaces; the fields after it begin with the third.
		const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
		usage.cpuMs += (Number(fields[11]) + Number(fields[12])) * msPerTick;
		usage.memoryMb += (Number(fields[21]) * pageBytes) / 1e6;
	}
	return usage;
}
