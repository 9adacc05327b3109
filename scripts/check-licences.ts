// Checks the licence of every package that users of the published packages install or run.
import { isAllowed } from "./dependencies/allowed-licences.ts";
import { shippedPackages } from "./dependencies/shipped.ts";

const packages = shippedPackages();
const refused = packages.filter(({ licence }) => !isAllowed(licence));
for (const { name, version, licence } of refused)
	console.log(`${name} ${version}: the licence ${licence} is not allowed`);
console.log(
	`${packages.length} packages, ${refused.length} licences that are not allowed.`,
);
process.exitCode = refused.length === 0 ? 0 : 1;
