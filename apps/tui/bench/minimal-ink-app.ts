import { render, Text } from "ink";
import { createElement } from "react";

// The smallest Ink app: the baseline of the benchmark.
render(createElement(Text, null, "hello"), { alternateScreen: true });

// Stays until the bench has seen its frame, and ends so that Node writes its compile cache.
setInterval(() => {}, 60_000);
process.once("SIGTERM", () => process.exit());
