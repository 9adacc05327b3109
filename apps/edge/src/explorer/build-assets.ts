// Packs the page into `assets.ts`, so that every host serves it from memory: `node src/explorer/build-assets.ts`.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

const here = import.meta.dirname;

/** The text of `assets.ts`, made from the page's sources. */
export async function buildAssets(): Promise<string> {
	const { outputFiles } = await build({
		entryPoints: [join(here, "client/main.ts")],
		bundle: true,
		write: false,
		format: "esm",
		target: "es2022",
		platform: "browser",
		// Names stay as they are: shortened ones would change with every file that core gains.
		minifySyntax: true,
		minifyWhitespace: true,
		charset: "utf8",
		legalComments: "none",
	});
	const text = (name: string): Promise<string> =>
		readFile(join(here, name), "utf8");
	const assets = {
		html: await text("index.html"),
		css: await text("style.css"),
		icon: await text("icon.svg"),
		script: outputFiles[0]?.text ?? "",
	};
	const lines = Object.entries(assets).map(
		([name, value]) =>
			`\n/** The page's ${name}. */\nexport const ${name}: string =\n\t${JSON.stringify(value)};\n`,
	);
	return `// Made by pack.ts from the files beside it: change those, then run it.\n${lines.join("")}`;
}

/** Where the packed assets are kept. */
export const assetsFile: string = join(here, "assets.ts");

if (import.meta.main) await writeFile(assetsFile, await buildAssets());
