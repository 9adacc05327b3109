import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type plugin from "rollup-plugin-license";
import type { Dependency } from "rollup-plugin-license";

// Its declarations describe an ES module, and it is a CommonJS module.
const license: typeof plugin.default = createRequire(import.meta.url)(
	"rollup-plugin-license",
);

/**
 * A plugin that writes `THIRD-PARTY-NOTICES.txt` into the package's folder: the licence of every package of which the
 * bundle contains code.
 */
export function thirdPartyNotices(folder: string): ReturnType<typeof license> {
	return license({
		cwd: folder,
		thirdParty: {
			multipleVersions: true,
			output: {
				file: join(folder, "THIRD-PARTY-NOTICES.txt"),
				template: (dependencies) => noticesText(folder, dependencies),
			},
		},
	});
}

const separator = `\n\n${"-".repeat(80)}\n\n`;

function noticesText(
	folder: string,
	dependencies: readonly Dependency[],
): string {
	const notices = dependencies
		.filter(({ name }) => !name?.startsWith("@signoff/"))
		.map((each) => notice(folder, each))
		.sort();
	const intro =
		"The files in the folder dist contain code of the packages below, each under its licence.";
	return [intro, ...notices].join(separator);
}

function notice(folder: string, dependency: Dependency): string {
	const { name, version, license: id, noticeText } = dependency;
	const licenseText =
		dependency.licenseText ?? licenseOfRepository(folder, String(name));
	return [`${name} ${version} (${id})`, licenseText, noticeText]
		.flatMap((text) => text?.trim() ?? [])
		.join("\n\n");
}

/** The licence of a package that does not contain it, copied from the package's repository. Throws if there is none. */
function licenseOfRepository(folder: string, name: string): string {
	return readFileSync(join(folder, "licenses", `${name}.txt`), "utf8");
}
