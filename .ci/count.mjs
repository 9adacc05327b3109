// Prints the number of passed and failed tests of vitest's JSON report. A file that fails without a failed test
// (for instance, if it does not load) counts as one failure, and so does a run that fails for another reason.
import { readFileSync } from "node:fs";

const [, , file, exitCode] = process.argv;
const { passed, failed } = counts(readFileSync(file, "utf8"));
const unreported = exitCode !== "0" && failed === 0 ? 1 : 0;
console.log(`${passed} passed, ${failed + unreported} failed`);

function counts(text) {
	if (text === "") return { passed: 0, failed: 0 };
	const { numPassedTests, numFailedTests, testResults } = JSON.parse(text);
	const failedToLoad = testResults.filter(
		({ status, assertionResults }) =>
			status === "failed" &&
			assertionResults.every((each) => each.status !== "failed"),
	);
	return {
		passed: numPassedTests,
		failed: numFailedTests + failedToLoad.length,
	};
}
