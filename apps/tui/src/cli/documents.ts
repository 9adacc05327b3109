import { registry } from "./registry.ts";
import { schemas } from "./schemas/published.ts";
import { commandReference } from "./schemas/reference.ts";

/** The documents that are generated from the code, by their names in `docs`. */
export const documents: Record<string, () => string> = {
	"cli.md": () => commandReference(registry),
	"cli.schema.json": () => json(schemas.output()),
	"config.schema.json": () => json(schemas.config()),
};

function json(value: unknown): string {
	return `${JSON.stringify(value, null, "\t")}\n`;
}
