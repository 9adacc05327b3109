// Runs the edge in workerd on loopback, by default with the sample company: `edge:worker [FIXTURE]`.
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { wranglerDev } from "./wrangler.ts";

const app = join(import.meta.dirname, "..", "..");
const file = process.argv[2] ?? join(app, "fixtures", "harbor.json");

const child = wranglerDev({
	port: 8787,
	persistTo: join(app, ".wrangler", "state"),
	fixture: JSON.stringify(JSON.parse(await readFile(file, "utf8"))),
	stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM"] as const)
	process.on(signal, () => child.kill(signal));
const [code] = await once(child, "close");
process.exitCode = typeof code === "number" ? code : 1;
