import { join } from "node:path";
import { Application, type ProjectReflection } from "typedoc";
import type { PluginOptions } from "typedoc-plugin-markdown";
import { entryPoints, root } from "./entry-points.ts";

/** The published modules as typedoc has read them. */
export type Sources = { app: Application; project: ProjectReflection };

const packages = [
	...new Set(entryPoints().map(({ module }) => packageOf(module))),
];

const markdown: Partial<PluginOptions> = {
	outputFileStrategy: "modules",
	flattenOutputFiles: true,
	hidePageHeader: true,
	hideBreadcrumbs: true,
	useHTMLAnchors: true,
	useCodeBlocks: true,
	parametersFormat: "table",
	interfacePropertiesFormat: "table",
	classPropertiesFormat: "table",
	typeAliasPropertiesFormat: "table",
	typeDeclarationFormat: "table",
	propertyMembersFormat: "table",
	tableColumnSettings: {
		hideDefaults: true,
		hideInherited: true,
		hideOverrides: true,
		hideModifiers: true,
	},
};

/** Reads every module that a published package exports. Throws if typedoc cannot. */
export async function readSources(): Promise<Sources> {
	const files = entryPoints().map(({ file }) => file);
	const app = await Application.bootstrapWithPlugins({
		plugin: ["typedoc-plugin-markdown"],
		entryPoints: files,
		tsconfig: join(import.meta.dirname, "../tsconfig.json"),
		// `typecheck` does it.
		skipErrorChecking: true,
		logLevel: "Warn",
		name: "API reference",
		readme: "none",
		disableSources: true,
		excludeExternals: true,
		excludeInternal: true,
		excludePrivate: true,
		hideGenerator: true,
		sort: ["alphabetical"],
		packagesRequiringDocumentation: packages,
		requiredToBeDocumented: [
			"Function",
			"Class",
			"Interface",
			"TypeAlias",
			"Variable",
			"Method",
		],
		validation: {
			notDocumented: true,
			notExported: false,
			invalidLink: true,
			invalidPath: true,
			rewrittenLink: true,
			unusedMergeModuleWith: true,
		},
		...markdown,
	});
	// The program has the entry points and what they import, in place of this package's files.
	const options = app.options.getCompilerOptions(app.logger);
	app.options.setCompilerOptions(files, options, undefined);
	const project = await app.convert();
	if (project === undefined)
		throw new Error("typedoc could not read the sources.");
	nameModules(project);
	return { app, project };
}

/** Names each module as it is imported, in place of its path. */
function nameModules(project: ProjectReflection): void {
	for (const child of project.children ?? []) {
		const found = entryPoints().find(({ file }) =>
			[`${child.name}.ts`, join(child.name, "index.ts")].some(
				(path) => join(root, path) === file,
			),
		);
		if (found === undefined)
			throw new Error(`No package exports ${child.name}.`);
		child.name = found.module;
	}
}

function packageOf(module: string): string {
	return module.split("/").slice(0, 2).join("/");
}
