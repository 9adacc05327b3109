// Prepares the published packages for npm, in a checkout that is thrown away: writes where the repository is into each
// manifest, and makes the relative links of each README absolute. Reads the forge's own variables.
import { readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { publishedPackages, root } from "./lib/repository.ts";
import { forgeOf, manifestAt, readmeAt } from "./release/forge.ts";

const forge = forgeOf(process.env);
for (const { name, folder } of publishedPackages()) {
	const path = relative(root, folder);
	edit(join(folder, "package.json"), (text) => {
		const manifest = manifestAt(forge, path, JSON.parse(text));
		return `${JSON.stringify(manifest, null, "\t")}\n`;
	});
	edit(join(folder, "README.md"), (text) => readmeAt(forge, path, text));
	console.log(`${name}: ${forge.repository}, ${path}`);
}

function edit(file: string, change: (text: string) => string): void {
	writeFileSync(file, change(readFileSync(file, "utf8")));
}
