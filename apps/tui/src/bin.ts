#!/usr/bin/env node
import { enableCompileCache } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

// In the person's own folder, not in one that others could write to. Where it cannot be, nothing is cached.
const caches = process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache");
enableCompileCache(join(caches, "signoff"));

const { main } = await import("./index.ts");
process.exitCode = await main(process);
