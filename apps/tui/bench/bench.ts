// Measures the built command in a real terminal and without one. `pnpm --filter @signoff/tui bench`
import { join } from "node:path";
import { pnpmCommand, root } from "../../../scripts/lib/repository.ts";
import { runOrThrow } from "../../../scripts/lib/run.ts";
import { inTemporaryFolder } from "../../../scripts/lib/temp-folder.ts";
import { measureCommands } from "./commands.ts";
import { measureKeys } from "./keys.ts";
import { measureStarts } from "./starts.ts";

const app = join(root, "apps/tui/dist/bin.js");

const [command, ...args] = pnpmCommand();
await runOrThrow(command, [...args, "run", "build"], join(root, "apps/tui"));
await inTemporaryFolder(async (folder) => {
	await measureStarts(app, folder);
	await measureKeys(app, folder);
	await measureCommands(app, folder);
});
