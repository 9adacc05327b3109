// pnpm bench:edge [PART …]: prints ratios within one run: absolute rates depend on the machine more than on the code.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compareInboxPages } from "./compare-inbox-pages.ts";
import { compareOnRecord } from "./compare-on-record.ts";
import { compareOnWorkerd } from "./compare-on-workerd.ts";
import { compareRates } from "./compare-rates.ts";
import { compareRelay } from "./compare-relay.ts";

const folder = mkdtempSync(join(tmpdir(), "signoff-bench-edge-"));
const comparisons = {
	rates: compareRates,
	"on-record": compareOnRecord,
	inbox: compareInboxPages,
	workerd: compareOnWorkerd,
	relay: compareRelay,
};
const chosen = process.argv.slice(2);
try {
	for (const [name, compare] of Object.entries(comparisons))
		if (chosen.length === 0 || chosen.includes(name)) await compare(folder);
} finally {
	rmSync(folder, { recursive: true });
}
