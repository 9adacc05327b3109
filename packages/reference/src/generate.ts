// Writes docs/api from the sources, or compares it with them (`--check`). Reports what lacks a docstring.
import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { root } from "./entry-points.ts";
import { readSources } from "./read-sources.ts";
import { writePages } from "./write-pages.ts";

const folder = join(root, "docs/api");

const { app, project } = await readSources();
app.validate(project);
const problems = app.logger.warningCount + app.logger.errorCount;
const pages = await writePages(app, project);

if (process.argv.includes("--check")) {
	const stale = stalePages();
	for (const page of stale) console.log(`docs/api/${page} is out of date`);
	if (stale.length > 0)
		console.log("Run `pnpm reference`, and commit docs/api.");
	process.exitCode = stale.length > 0 || problems > 0 ? 1 : 0;
} else {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder);
	for (const [page, text] of pages) writeFileSync(join(folder, page), text);
	process.exitCode = problems > 0 ? 1 : 0;
}
console.log(`${pages.size} pages, ${problems} warnings.`);

/** Pages that differ from what the sources say, are missing, or document a module that is gone. */
function stalePages(): string[] {
	const names = new Set([
		...pages.keys(),
		...(existsSync(folder) ? readdirSync(folder) : []),
	]);
	return [...names].filter((page) => {
		const path = join(folder, page);
		return !existsSync(path) || readFileSync(path, "utf8") !== pages.get(page);
	});
}
