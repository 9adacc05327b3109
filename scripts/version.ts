// Applies the changesets: sets versions, writes changelogs, and releases what bundles a released package with it.
import { root } from "./lib/repository.ts";
import { versionPackages } from "./release/version-packages.ts";

console.log(await versionPackages(root));
