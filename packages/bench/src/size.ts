// Measures what a web application loads to answer a step, beside other clients that make one call. Fails over the budget.
import { type BundleSize, measureBundle } from "./size/measure.ts";

/** Bytes, minified and gzipped, of createClient + bearer + respond and everything that they import. */
const budget = 21_500;
const goal = 18_000;

const otherClients = {
	"@octokit/core": "octokit.ts",
	"@procore/js-sdk": "procore.ts",
	openai: "openai.ts",
	stripe: "stripe.ts",
};

const signoff = await measureBundle("signoff.ts");
printRow("", "minified", "gzipped", "with lazy");
printSize("@signoff/sdk", signoff);
for (const [name, entry] of Object.entries(otherClients))
	printSize(name, await measureBundle(entry));

console.log(
	"\nEach entry creates a client and makes one call. The last column includes what `import()` loads on first use: here everything that `respond` never needs.",
);
console.log(
	`Minified bytes of @signoff/sdk by package: ${[...signoff.bytesByPackage].map(([name, bytes]) => `${name} ${kB(bytes)}`).join(", ")}.`,
);
const isOver = signoff.gzipped > budget;
console.log(
	`@signoff/sdk: ${kB(signoff.gzipped)} gzipped, ${isOver ? "over" : "within"} its budget of ${kB(budget)} (goal: ${kB(goal)}).`,
);
process.exitCode = isOver ? 1 : 0;

function printSize(
	name: string,
	{ minified, gzipped, gzippedWithLazy }: BundleSize,
): void {
	const lazy = gzippedWithLazy === gzipped ? "" : kB(gzippedWithLazy);
	printRow(name, kB(minified), kB(gzipped), lazy);
}

function printRow(name: string, ...cells: string[]): void {
	console.log(
		name.padEnd(18) + cells.map((cell) => cell.padStart(10)).join("  "),
	);
}

function kB(bytes: number): string {
	return `${(bytes / 1000).toFixed(1)} kB`;
}
