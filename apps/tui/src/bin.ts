#!/usr/bin/env node
import { enableCompileCache } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

// A folder of this user, since others could write to a shared one. If it is not writable, nothing is cached.
const caches = process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache");
enableCompileCache(join(caches, "signoff"));

const { main } = await import("./index.ts");
process.exitCode = await main(process);
