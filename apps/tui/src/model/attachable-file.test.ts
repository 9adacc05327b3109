import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { checkFile } from "./attachable-file.ts";
import { formatSize } from "./file-size.ts";

const folder = mkdtempSync(join(tmpdir(), "signoff-"));
afterAll(() => rmSync(folder, { recursive: true }));
const path = (name: string): string => join(folder, name);
writeFileSync(path("plan.pdf"), "PLAN");
writeFileSync(path("empty.pdf"), "");
writeFileSync(path("secret.pdf"), "x");
chmodSync(path("secret.pdf"), 0);

test.each<[name: string, problem: string]>([
	["none.pdf", "missing"],
	["plan.pdf/inside", "missing"],
	[".", "directory"],
	["empty.pdf", "empty"],
])("%s: %s", (name, problem) => {
	expect(checkFile(path(name))).toEqual({ kind: "problem", problem });
});

test("a device is no regular file", () => {
	expect(checkFile("/dev/null")).toEqual({
		kind: "problem",
		problem: "special",
	});
});

test("a file with its size", () => {
	expect(checkFile(path("plan.pdf"))).toEqual({ kind: "file", size: 4 });
});

test("a file that may not be read, except by the administrator", () => {
	expect(checkFile(path("secret.pdf"))).toEqual(
		process.getuid?.() === 0
			? { kind: "file", size: 1 }
			: { kind: "problem", problem: "unreadable" },
	);
});

test.each<[bytes: number, text: string]>([
	[0, "0 B"],
	[999, "999 B"],
	[1000, "1.0 kB"],
	[9_949, "9.9 kB"],
	[12_345, "12 kB"],
	[999_999, "1.0 MB"],
	[1_200_000, "1.2 MB"],
	[5e15, "5000 TB"],
])("%i bytes are %s", (bytes, text) => {
	expect(formatSize(bytes)).toBe(text);
});
