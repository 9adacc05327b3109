import { render, Text } from "ink";
import { createElement } from "react";

// The smallest app that shows anything: what the real one is measured against.
render(createElement(Text, null, "hello"), { alternateScreen: true });
