import { keyTableText } from "../app/key-table.ts";
import { registry } from "./registry.ts";
import { schemas } from "./schemas/published-schemas.ts";
import { commandReference } from "./schemas/reference.ts";

/** The documents that are generated from the code, by their names in `docs`. */
export const documents: Record<string, () => string> = {
	"cli.md": () => commandReference(registry),
	"keys.md": keyReference,
	"cli.schema.json": () => json(schemas.output()),
	"config.schema.json": () => json(schemas.config()),
};

function keyReference(): string {
	return `# Keys

This page is generated from the key map of the [app](tui.md), as the help of each screen is: \`npx -y pnpm@12.21.0 --filter @signoff/tui run build-docs\` writes it. \`"keys": { "inbox.reload": ["R"] }\` in the config file changes keys.

${keyTableText()}`;
}

function json(value: unknown): string {
	return `${JSON.stringify(value, null, "\t")}\n`;
}
