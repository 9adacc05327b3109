type OutputFile = { fileName: string; source?: string | Uint8Array };

type Plugin = {
	name: string;
	generateBundle: (options: unknown, files: Record<string, OutputFile>) => void;
};

/** The fields of a source map that name its sources. */
type SourceMap = { sources: string[]; sourcesContent: (string | null)[] };

/**
 * Removes the text of third-party modules from the source maps, which would be two thirds of the package. Stack traces
 * still name their files.
 */
export const withoutThirdPartySources: Plugin = {
	name: "without-third-party-sources",
	generateBundle: (_, files) => {
		for (const file of Object.values(files)) {
			if (!file.fileName.endsWith(".map")) continue;
			const map: SourceMap = JSON.parse(String(file.source));
			const sourcesContent = map.sources.map((source, index) =>
				source.includes("/node_modules/")
					? null
					: (map.sourcesContent[index] ?? null),
			);
			file.source = JSON.stringify({ ...map, sourcesContent });
		}
	},
};
