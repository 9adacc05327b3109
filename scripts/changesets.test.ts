import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { publishedPackages, root } from "./lib/repository.ts";

const folder = join(root, ".changeset");
const files = globSync("*.md", { cwd: folder, exclude: ["README.md"] });
const names = publishedPackages().map(({ name }) => name);

test.each(files.map((file) => [file]))(
	"%s names published packages and has a text",
	(file) => {
		const source = readFileSync(join(folder, file), "utf8");
		const [, frontMatter = "", body = ""] =
			/^---\n((?:"[^"]+": (?:patch|minor|major)\n)+)---\n\n(.+)\n$/s.exec(
				source,
			) ?? [];
		const packages = [...frontMatter.matchAll(/^"([^"]+)"/gm)].map(
			([, name]) => name,
		);
		expect(packages).not.toEqual([]);
		expect(names).toEqual(expect.arrayContaining(packages));
		expect(body.trim()).not.toBe("");
	},
);

test("the published packages include the sdk", () => {
	expect(names).toContain("@signoff/sdk");
});
