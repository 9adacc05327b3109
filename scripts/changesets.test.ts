import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { publishedPackages, root } from "./lib/repository.ts";

const folder = join(root, ".changeset");
const files = globSync("*.md", { cwd: folder, exclude: ["README.md"] });
const names = publishedPackages().map(({ name }) => name);

test.each(files.map((file) => [file]))(
	"%s names published packages and says what a user notices",
	(file) => {
		const text = readFileSync(join(folder, file), "utf8");
		const [, heads = "", words = ""] =
			/^---\n((?:"[^"]+": (?:patch|minor|major)\n)+)---\n\n(.+)\n$/s.exec(
				text,
			) ?? [];
		const packages = [...heads.matchAll(/^"([^"]+)"/gm)].map(
			([, name]) => name,
		);
		expect(packages).not.toEqual([]);
		expect(names).toEqual(expect.arrayContaining(packages));
		expect(words.trim()).not.toBe("");
	},
);

test("there are published packages for them to name", () => {
	expect(names).toContain("@signoff/sdk");
});
