/** The version of OpenAPI that a document is written in, and that of the JSON Schema in it. */
export type Dialect = {
	openapi: "3.1.0" | "3.0.3";
	/** The target of `z.toJSONSchema`. */
	jsonSchema: "draft-2020-12" | "openapi-3.0";
	/** Where the document is served. */
	path: string;
};

/** The documents that are served. 3.0 is for programs that do not read 3.1, such as Power Automate. */
export const dialects: { readonly [Name in "3.1" | "3.0"]: Dialect } = {
	"3.1": {
		openapi: "3.1.0",
		jsonSchema: "draft-2020-12",
		path: "/openapi.json",
	},
	"3.0": {
		openapi: "3.0.3",
		jsonSchema: "openapi-3.0",
		path: "/openapi-3.0.json",
	},
};
