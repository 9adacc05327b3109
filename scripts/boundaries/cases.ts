const uses = (from: string): string =>
	`import { a } from "${from}";\n\nexport const b: number = a;\n`;

/** What a file may not hold, and a part of what the linter says about it. */
export const refused: [file: string, code: string, says: string][] = [
	["packages/core/src/a.ts", uses("node:fs"), "@signoff/core is pure"],
	["packages/core/src/b.ts", uses("ky"), "@signoff/core is pure"],
	["packages/core/src/c.ts", uses("zod"), "@signoff/core is pure"],
	["packages/core/src/d/e.ts", uses("@signoff/sdk"), "@signoff/core is pure"],
	["packages/core/src/f.ts", uses("react"), "@signoff/core is pure"],
	[
		"packages/core/src/g.ts",
		uses("../../sdk/src/client.ts"),
		"path into another package",
	],
	[
		"packages/core/src/h.ts",
		"export const now: number = Date.now();\n",
		"Core is pure",
	],
	[
		"packages/core/src/i.ts",
		"export const now: Date = new Date();\n",
		"Core is pure",
	],
	[
		"packages/core/src/j.ts",
		"export const now: Date = new Date;\n",
		"Core is pure",
	],
	[
		"packages/core/src/k.ts",
		"export const chance: number = Math.random();\n",
		"Core is pure",
	],
	[
		"packages/core/src/l.ts",
		"export const path: unknown = process.env;\n",
		"global variable process",
	],
	[
		"packages/core/src/m.ts",
		"export const get: unknown = fetch;\n",
		"global variable fetch",
	],
	[
		"packages/core/src/n.ts",
		"export const later: unknown = setTimeout;\n",
		"global variable setTimeout",
	],
	[
		"packages/core/src/o.ts",
		'console.log("words");\n',
		"global variable console",
	],
	[
		"packages/core/src/p.test.ts",
		uses("@signoff/edge"),
		"Nothing imports an app",
	],
	["packages/sdk/src/a.ts", uses("node:fs"), "only under src/node"],
	["packages/sdk/src/b.ts", uses("undici"), "a folder of core"],
	["packages/sdk/src/node/c.ts", uses("undici"), "and node:*"],
	["packages/sdk/src/d.ts", uses("@signoff/tui"), "a folder of core"],
	["packages/sdk/src/f.ts", uses("@signoff/core"), "a folder of core"],
	[
		"packages/sdk/src/e.test.ts",
		uses("@signoff/edge"),
		"Nothing imports an app",
	],
	[
		"packages/conformance/src/a.ts",
		uses("@signoff/sdk"),
		"driver lives beside that surface",
	],
	["packages/bench/src/a.ts", uses("@signoff/edge"), "other than apps"],
	["apps/edge/src/a.ts", uses("@signoff/tui"), "Apps do not import each other"],
	["apps/edge/src/b.ts", uses("ky"), "through @signoff/sdk only"],
	[
		"apps/edge/src/c.ts",
		'export const get: unknown = fetch("/");\n',
		"global variable fetch",
	],
	["apps/edge/src/d.ts", uses("@signoff/conformance"), "is for tests"],
	[
		"apps/edge/src/upstreams/embedded/a.ts",
		uses("@signoff/sdk"),
		"makes no requests",
	],
	[
		"apps/edge/src/upstreams/embedded/b.ts",
		uses("ky"),
		"through @signoff/sdk only",
	],
	["apps/tui/src/a.ts", uses("@signoff/edge"), "Apps do not import each other"],
	["apps/tui/src/b.ts", uses("ky"), "through @signoff/sdk only"],
	[
		"apps/tui/src/c.ts",
		'import { request } from "node:http";\n\nexport const get: unknown = request;\n',
		"through @signoff/sdk only",
	],
	[
		"apps/tui/src/d.ts",
		uses("../../edge/src/app.ts"),
		"path into another package",
	],
	[
		"apps/tui/src/e.ts",
		"export const get: unknown = fetch;\n",
		"global variable fetch",
	],
	["apps/tui/src/f.ts", "export default 1;\n", "default export"],
	[
		"apps/tui/src/g.ts",
		"export const a = (b: unknown): number => b as unknown as number;\n",
		"proves nothing",
	],
	["apps/tui/src/h.ts", "export type A = any;\n", "any"],
	[
		"apps/tui/src/i.ts",
		"const a = async (): Promise<void> => {};\na();\n",
		"floating",
	],
	["apps/tui/src/j.ts", 'console.log("words");\n', "console"],
	[
		"apps/tui/src/k.test.ts",
		'import { test } from "vitest";\n\ntest.skip("a", () => {});\n',
		"disable tests",
	],
	["apps/tui/src/camelCase.ts", "export const a = 1;\n", "kebab-case"],
];

/** What a file may hold. */
export const clean: [file: string, code: string][] = [
	["packages/core/src/fine/a.ts", uses("zod/mini")],
	["packages/core/src/fine/b.ts", uses("../a.ts")],
	["packages/core/src/fine/c.ts", "export const day: Date = new Date(0);\n"],
	[
		"packages/core/src/fine/d.ts",
		'export const at: number = Date.parse("");\n',
	],
	[
		"packages/core/src/fine/e.test.ts",
		"export const now: number = Date.now();\n",
	],
	["packages/core/src/fine/f.test.ts", uses("node:fs")],
	["packages/sdk/src/fine/a.ts", uses("@signoff/core/settlement")],
	["packages/sdk/src/fine/b.ts", uses("ky")],
	["packages/sdk/src/testing/fine.ts", uses("node:http")],
	["packages/sdk/src/node/fine.ts", uses("node:fs")],
	["packages/conformance/src/fine/a.ts", uses("node:http")],
	["packages/conformance/src/fine/b.ts", uses("@signoff/core")],
	["packages/bench/src/fine.ts", uses("@signoff/sdk")],
	["apps/edge/src/fine/a.ts", uses("@signoff/sdk")],
	[
		"apps/edge/src/fine/b.ts",
		'import { createServer } from "node:http";\n\nexport const serve: unknown = createServer;\n',
	],
	[
		"apps/edge/src/fine/c.ts",
		"export const get = (app: { fetch: () => void }): void => app.fetch();\n",
	],
	["apps/edge/src/upstreams/embedded/fine.ts", uses("@signoff/core")],
	["apps/tui/src/fine/a.ts", uses("@signoff/sdk")],
	["apps/tui/src/fine/b.test.ts", uses("@signoff/edge")],
	["apps/tui/src/fine/c.test.ts", "export const get: unknown = fetch;\n"],
	["vite.config.ts", "export default {};\n"],
];
