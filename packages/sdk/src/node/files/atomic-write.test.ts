import {
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { writeFileAtomically } from "./atomic-write.ts";

test.skipIf(process.platform === "win32")(
	"a file is for its owner only, unless a mode says otherwise",
	async () => {
		const folder = mkdtempSync(join(tmpdir(), "signoff-"));
		onTestFinished(() => rmSync(folder, { recursive: true }));
		const path = join(folder, "config.json");
		const modeOf = (): number => statSync(path).mode & 0o777;
		await writeFileAtomically(path, "first");
		expect(modeOf()).toBe(0o600);
		await writeFileAtomically(path, "second", { mode: 0o644 });
		expect(modeOf()).toBe(0o644);
		expect(readFileSync(path, "utf8")).toBe("second");
		expect(readdirSync(folder)).toEqual(["config.json"]);
	},
);
