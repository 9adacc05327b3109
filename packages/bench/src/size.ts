// Measures what a web application loads to answer a step, beside other clients that make one call. Fails over the budget.
import { recordFigure } from "../../../scripts/lib/figures.ts";
import { type BundleSize, measureBundle, sum } from "./size/measure.ts";

/** Bytes, minified and gzipped, of createClient + bearer + respond: core's and the sdk's own code. It is the goal too. */
const budget = 17_000;

const otherClients = {
	"@octokit/core": "octokit.ts",
	"@procore/js-sdk": "procore.ts",
	openai: "openai.ts",
	stripe: "stripe.ts",
};

const signoff = await measureBundle("signoff.ts");
const ownCode = await measureBundle("signoff.ts", ["ky", "zod"]);
printRow("", "minified", "gzipped", "first use");
printSize("@signoff/sdk", signoff);
printSize("  without ky, zod", ownCode);
recordSize("sdk.own", "core and sdk, without ky and zod", ownCode, budget);
recordSize("sdk", "createClient, bearer and respond", signoff);
for (const [name, entry] of Object.entries(otherClients)) {
	const size = await measureBundle(entry);
	printSize(name, size);
	recordSize(name, `one call of ${name}`, size);
}

console.log(
	"\nEach entry creates a client and makes one call. `first use`: what `import()` loads beside it, when a feature is first used, gzipped.",
);
console.log(
	`Minified bytes of @signoff/sdk by package: ${list(signoff.bytesByPackage)}.`,
);
console.log(
	`Loaded on first use of a feature (gzipped): ${list(signoff.lazyChunks)}.`,
);
const isOver = ownCode.gzipped > budget;
console.log(
	`Own code (core and sdk): ${kB(ownCode.gzipped)} gzipped, ${isOver ? "over" : "within"} its budget and goal of ${kB(budget)}.`,
);
process.exitCode = isOver ? 1 : 0;

function printSize(
	name: string,
	{ minified, gzipped, lazyChunks }: BundleSize,
): void {
	const lazy = lazyChunks.size === 0 ? "" : kB(sum(lazyChunks.values()));
	printRow(name, kB(minified), kB(gzipped), lazy);
}

function recordSize(
	id: string,
	what: string,
	{ gzipped }: BundleSize,
	budgetBytes?: number,
): void {
	recordFigure({
		id: `size.${id}`,
		what: `${what}, minified and gzipped`,
		value: gzipped / 1000,
		unit: "kB",
		...(budgetBytes !== undefined && { goal: { most: budgetBytes / 1000 } }),
	});
}

function printRow(name: string, ...cells: string[]): void {
	console.log(
		name.padEnd(18) + cells.map((cell) => cell.padStart(10)).join("  "),
	);
}

function list(sizes: Map<string, number>): string {
	return [...sizes].map(([name, bytes]) => `${name} ${kB(bytes)}`).join(", ");
}

function kB(bytes: number): string {
	return `${(bytes / 1000).toFixed(2)} kB`;
}
