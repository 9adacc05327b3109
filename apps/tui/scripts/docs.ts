// node scripts/docs.ts: writes the documents that are generated from the code into the folder `docs`.
import { writeFileSync } from "node:fs";
import { documents } from "../src/cli/documents.ts";

for (const [name, text] of Object.entries(documents))
	writeFileSync(`${import.meta.dirname}/../../../docs/${name}`, text());
