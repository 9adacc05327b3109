#!/usr/bin/env node
// Imports nothing before the check, and uses no syntax that Node.js 14 cannot parse.
const [major, minor] = process.versions.node.split(".").map(Number) as [
	number,
	number,
];
const [neededMajor, neededMinor] = [22, 18];

// Stays if the process ends before the command does.
process.exitCode = 1;

if (major < neededMajor || (major === neededMajor && minor < neededMinor))
	process.stderr.write(
		`signoff needs Node.js ${neededMajor}.${neededMinor} or newer, and this is ${process.version}: https://nodejs.org has a newer one.\n`,
	);
else {
	// A folder of this user, since others could write to a shared one. If it is not writable, nothing is cached.
	const { homedir } = process.getBuiltinModule("node:os");
	const { join } = process.getBuiltinModule("node:path");
	const caches = process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache");
	// Node stores the functions that the first run has compiled, and scripts run these commands often.
	const frequent = ["respond", "preview", "inbox", "log"];
	const [command = ""] = process.argv.slice(2);
	const cache = frequent.includes(command) ? command : "app";
	process
		.getBuiltinModule("node:module")
		.enableCompileCache(join(caches, "signoff", cache));
	void import("./index.ts")
		.then(({ main }) => main(process))
		.then((code) => {
			process.exitCode = code;
		});
}
