import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of a package that a module in `from` may import; `null` if it is not installed. Looks where Node does. */
export function installedFolder(from: string, name: string): string | null {
	for (
		let folder = from;
		folder !== dirname(folder);
		folder = dirname(folder)
	) {
		const path = join(folder, "node_modules", name);
		if (existsSync(join(path, "package.json"))) return realpathSync(path);
	}
	return null;
}
