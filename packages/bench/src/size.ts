// What a web application carries to answer a step, beside what others carry to make one call. Fails over the budget.
import { type Weight, weigh } from "./size/measure.ts";

/** Bytes, minified and gzipped, of createClient + bearer + respond and everything that they pull in. */
const budget = 21_500;
const goal = 18_000;

const others = {
	"@octokit/core": "octokit.ts",
	"@procore/js-sdk": "procore.ts",
	openai: "openai.ts",
	stripe: "stripe.ts",
};

const ours = await weigh("signoff.ts");
row("", "minified", "gzipped", "with later");
show("@signoff/sdk", ours);
for (const [name, entry] of Object.entries(others))
	show(name, await weigh(entry));

console.log(
	"\nEach: a client is made, and one call. The last column adds what `import()` brings on first use: here all that `respond` never needs.",
);
console.log(
	`Of @signoff/sdk's minified bytes: ${[...ours.shares].map(([name, bytes]) => `${name} ${kB(bytes)}`).join(", ")}.`,
);
const over = ours.gzipped > budget;
console.log(
	`@signoff/sdk: ${kB(ours.gzipped)} gzipped, ${over ? "over" : "within"} its budget of ${kB(budget)} (goal: ${kB(goal)}).`,
);
process.exitCode = over ? 1 : 0;

function show(name: string, { minified, gzipped, whole }: Weight): void {
	row(name, kB(minified), kB(gzipped), whole === gzipped ? "" : kB(whole));
}

function row(name: string, ...cells: string[]): void {
	console.log(
		name.padEnd(18) + cells.map((cell) => cell.padStart(10)).join("  "),
	);
}

function kB(bytes: number): string {
	return `${(bytes / 1000).toFixed(1)} kB`;
}
