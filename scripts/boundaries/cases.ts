const importing = (from: string): string =>
	`import { a } from "${from}";\n\nexport const b: number = a;\n`;

/** Files with code that the linter must reject, and a part of its message. */
export const rejected: [file: string, code: string, message: string][] = [
	["packages/core/src/a.ts", importing("node:fs"), "@signoff/core is pure"],
	["packages/core/src/b.ts", importing("ky"), "@signoff/core is pure"],
	["packages/core/src/c.ts", importing("zod"), "@signoff/core is pure"],
	[
		"packages/core/src/d/e.ts",
		importing("@signoff/sdk"),
		"@signoff/core is pure",
	],
	["packages/core/src/f.ts", importing("react"), "@signoff/core is pure"],
	[
		"packages/core/src/g.ts",
		importing("../../sdk/src/client.ts"),
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
		importing("@signoff/edge"),
		"Nothing imports an app",
	],
	["packages/sdk/src/a.ts", importing("node:fs"), "only under src/node"],
	["packages/sdk/src/b.ts", importing("undici"), "a folder of core"],
	["packages/sdk/src/node/c.ts", importing("undici"), "and node:*"],
	["packages/sdk/src/d.ts", importing("@signoff/tui"), "a folder of core"],
	["packages/sdk/src/f.ts", importing("@signoff/core"), "a folder of core"],
	[
		"packages/sdk/src/e.test.ts",
		importing("@signoff/edge"),
		"Nothing imports an app",
	],
	[
		"packages/conformance/src/a.ts",
		importing("@signoff/sdk"),
		"driver lives beside that surface",
	],
	["packages/bench/src/a.ts", importing("@signoff/edge"), "other than apps"],
	[
		"apps/edge/src/a.ts",
		importing("@signoff/tui"),
		"Apps do not import each other",
	],
	["apps/edge/src/b.ts", importing("ky"), "through @signoff/sdk only"],
	[
		"apps/edge/src/c.ts",
		'export const get: unknown = fetch("/");\n',
		"global variable fetch",
	],
	["apps/edge/src/d.ts", importing("@signoff/conformance"), "is for tests"],
	[
		"apps/edge/src/upstreams/embedded/a.ts",
		importing("@signoff/sdk"),
		"makes no requests",
	],
	[
		"apps/edge/src/upstreams/embedded/b.ts",
		importing("ky"),
		"through @signoff/sdk only",
	],
	[
		"apps/tui/src/a.ts",
		importing("@signoff/edge"),
		"Apps do not import each other",
	],
	["apps/tui/src/b.ts", importing("ky"), "through @signoff/sdk only"],
	[
		"apps/tui/src/cli/context/other.ts",
		importing("undici"),
		"through @signoff/sdk only",
	],
	[
		"apps/tui/src/c.ts",
		'import { request } from "node:http";\n\nexport const get: unknown = request;\n',
		"through @signoff/sdk only",
	],
	[
		"apps/tui/src/d.ts",
		importing("../../edge/src/app.ts"),
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

/** Files with code that the linter must accept. */
export const accepted: [file: string, code: string][] = [
	["packages/core/src/fine/a.ts", importing("zod/mini")],
	["packages/core/src/fine/b.ts", importing("../a.ts")],
	["packages/core/src/fine/c.ts", "export const day: Date = new Date(0);\n"],
	[
		"packages/core/src/fine/d.ts",
		'export const at: number = Date.parse("");\n',
	],
	[
		"packages/core/src/fine/e.test.ts",
		"export const now: number = Date.now();\n",
	],
	["packages/core/src/fine/f.test.ts", importing("node:fs")],
	["packages/sdk/src/fine/a.ts", importing("@signoff/core/settlement")],
	["packages/sdk/src/fine/b.ts", importing("ky")],
	["packages/sdk/src/testing/fine.ts", importing("node:http")],
	["packages/sdk/src/node/fine.ts", importing("node:fs")],
	["packages/conformance/src/fine/a.ts", importing("node:http")],
	["packages/conformance/src/fine/b.ts", importing("@signoff/core")],
	["packages/bench/src/fine.ts", importing("@signoff/sdk")],
	["apps/edge/src/fine/a.ts", importing("@signoff/sdk")],
	[
		"apps/edge/src/fine/b.ts",
		'import { createServer } from "node:http";\n\nexport const serve: unknown = createServer;\n',
	],
	[
		"apps/edge/src/fine/c.ts",
		"export const get = (app: { fetch: () => void }): void => app.fetch();\n",
	],
	["apps/edge/src/upstreams/embedded/fine.ts", importing("@signoff/core")],
	["apps/tui/src/fine/a.ts", importing("@signoff/sdk")],
	["apps/tui/src/fine/b.test.ts", importing("@signoff/edge")],
	["apps/tui/src/fine/c.test.ts", "export const get: unknown = fetch;\n"],
	["vite.config.ts", "export default {};\n"],
];
