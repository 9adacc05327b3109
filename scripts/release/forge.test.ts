import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { publishedPackages, root } from "../lib/repository.ts";
import { forgeOf, manifestAt, readmeAt, relativeLinks } from "./forge.ts";

const variables = {
	GITHUB_SERVER_URL: "https://forge.example",
	GITHUB_REPOSITORY: "owner/name",
	GITHUB_SHA: "0123abc",
};
const forge = forgeOf(variables);

test.each(Object.keys(variables))("a missing %s is reported", (name) => {
	expect(() => forgeOf({ ...variables, [name]: "" })).toThrow(name);
});

test("a manifest says where the package's sources and issues are", () => {
	expect(manifestAt(forge, "apps/tui", { name: "tui" })).toEqual({
		name: "tui",
		homepage: "https://forge.example/owner/name/tree/0123abc/apps/tui#readme",
		bugs: { url: "https://forge.example/owner/name/issues" },
		repository: {
			type: "git",
			url: "git+https://forge.example/owner/name.git",
			directory: "apps/tui",
		},
	});
});

test("relative links become absolute; anchors, absolute links and code stay", () => {
	const text = [
		"[a](../../docs/sdk.md#tokens), [b](#log-in), [c](https://npmjs.com) and `[d](e.md)`",
		"![picture](screen.svg) [`f`](src/f.ts)",
		'<img src="g.png">',
		"```md\n[h](i.md)\n```",
		"[j]: ../sdk/README.md",
	].join("\n");
	const changed = readmeAt(forge, "packages/core", text);
	expect(changed).toBe(
		[
			"[a](https://forge.example/owner/name/blob/0123abc/docs/sdk.md#tokens), [b](#log-in), [c](https://npmjs.com) and `[d](e.md)`",
			"![picture](https://forge.example/owner/name/raw/0123abc/packages/core/screen.svg) [`f`](https://forge.example/owner/name/blob/0123abc/packages/core/src/f.ts)",
			'<img src="https://forge.example/owner/name/raw/0123abc/packages/core/g.png">',
			"```md\n[h](i.md)\n```",
			"[j]: https://forge.example/owner/name/blob/0123abc/packages/sdk/README.md",
		].join("\n"),
	);
	expect(relativeLinks(text)).toHaveLength(5);
	expect(relativeLinks(changed)).toEqual([]);
});

test.each(publishedPackages().map(({ name, folder }) => [name, folder]))(
	"every link of the README of %s leads to a file of the repository",
	(_, folder) => {
		const path = relative(root, folder);
		const text = readFileSync(join(folder, "README.md"), "utf8");
		const changed = readmeAt(forge, path, text);
		expect(relativeLinks(changed)).toEqual([]);
		const links = changed.matchAll(
			/https:\/\/forge\.example\/owner\/name\/(?:blob|raw)\/0123abc\/([^)#\s]+)/g,
		);
		for (const [, file = ""] of links)
			expect(existsSync(join(root, file)), file).toBe(true);
	},
);
