import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Application, ProjectReflection } from "typedoc";

/** Returns the Markdown of each page, by its file name: `core.outcome.md` for `@signoff/core/outcome`. */
export async function writePages(
	app: Application,
	project: ProjectReflection,
): Promise<Map<string, string>> {
	const folder = mkdtempSync(join(tmpdir(), "signoff-reference-"));
	try {
		app.options.setValue("outputs", [{ name: "markdown", path: folder }]);
		await app.generateOutputs(project);
		return new Map(
			readdirSync(folder)
				.sort()
				.map((file) => [
					withoutScope(file),
					withoutScope(readFileSync(join(folder, file), "utf8")),
				]),
		);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** The same text with the short file names, also in its links. */
function withoutScope(text: string): string {
	return text.replaceAll("@signoff.", "");
}
