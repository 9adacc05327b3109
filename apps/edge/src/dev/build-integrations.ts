// Writes the files for workflow engines and API tools into `integrations`: `node src/dev/build-integrations.ts`.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { integrationFiles, integrationsFolder } from "./integrations/files.ts";

await mkdir(integrationsFolder, { recursive: true });
for (const [name, content] of Object.entries(integrationFiles()))
	await writeFile(join(integrationsFolder, name), content);
