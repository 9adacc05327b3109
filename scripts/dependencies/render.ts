import { representative } from "./direct.ts";
import { type Reach, reasons } from "./reasons.ts";
import { storedFacts } from "./registry.ts";

const sections: Record<Reach, string> = {
	installed: `## Installed with the packages

What \`npm install\` adds when a published package is installed.`,
	bundled: `## Part of the program of \`@signoff/tui\`

Bundled, so that the program starts fast and installs little.`,
	development: `## For development

Tests, builds and comparisons. No user installs them.`,
};

/** The text of docs/dependencies.md. */
export function renderDependencies(): string {
	const parts = Object.entries(sections).map(
		([reach, text]) => `${text}\n\n${table(reach)}`,
	);
	return `# Dependencies

Every direct dependency, and why it is there. \`pnpm dependencies\` writes this page: the reasons from \`scripts/dependencies/reasons.ts\`, the rest from the npm registry. Size is what the newest version occupies when unpacked; what it adds to a bundle is less, and \`pnpm run size\` measures it. A test fails if a dependency has no reason, or a reason no dependency. \`pnpm licences\` checks the licences of everything that users install or run, indirect dependencies too.

${parts.join("\n\n")}
`;
}

function table(reach: string): string {
	const facts = storedFacts();
	const rows = Object.entries(reasons)
		.filter(([, reason]) => reason.reach === reach)
		.map(([key, { what, why }]) => {
			const known = facts[representative(key) ?? ""];
			if (known === undefined)
				throw new Error(
					`Nothing is stored about ${key}: run \`pnpm dependencies\`.`,
				);
			const { version, released, unpackedBytes, licence } = known;
			return `| \`${key}\` | ${what} | ${why} | ${size(unpackedBytes)} | ${version}, ${released} | ${licence} |`;
		});
	return [
		"| Package | For | Why this one | Size | Last release | Licence |",
		"|---|---|---|---|---|---|",
		...rows,
	].join("\n");
}

function size(bytes: number): string {
	return bytes < 1_000_000
		? `${Math.ceil(bytes / 1000)} kB`
		: `${(bytes / 1_000_000).toFixed(1)} MB`;
}
