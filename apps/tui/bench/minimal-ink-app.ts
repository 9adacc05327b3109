import { render, Text } from "ink";
import { createElement } from "react";

// The smallest Ink app: the baseline of the benchmark.
render(createElement(Text, null, "hello"), { alternateScreen: true });
