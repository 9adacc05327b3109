/** The flags of every command. */
export const commonFlags = {
	json: {
		type: "boolean",
		help: "Print JSON: one object, or one per line for a list.",
	},
	help: { type: "boolean", help: "Show this help; also -h." },
} as const;

/** The flags that are also settings: the server and the scope. */
export const scopeFlags = {
	"base-url": {
		type: "string",
		placeholder: "URL",
		help: "The API's origin (SIGNOFF_BASE_URL).",
	},
	"company-id": {
		type: "string",
		placeholder: "ID",
		help: "The company (SIGNOFF_COMPANY_ID).",
	},
	"project-id": {
		type: "list",
		placeholder: "ID",
		help: "The project; an inbox takes several (SIGNOFF_PROJECT_ID, with commas).",
	},
} as const;

/** The flags of a response. */
export const responseFlags = {
	instance: {
		type: "string",
		placeholder: "ID",
		help: "The workflow instance.",
	},
	option: {
		type: "string",
		placeholder: "OPTION",
		help: "The response option: its id, or its name.",
	},
	step: {
		type: "string",
		placeholder: "ID",
		help: "The step occurrence, as `signoff inbox` shows it; at a terminal by default the current one.",
	},
	comment: {
		type: "string",
		placeholder: "TEXT",
		help: "A note about this response.",
	},
	"comment-file": {
		type: "string",
		placeholder: "FILE",
		help: "A file with the note, in UTF-8 or UTF-16 with a byte order mark.",
	},
	file: {
		type: "list",
		placeholder: "PATH",
		help: "A file to upload and attach; may be given several times.",
	},
	stdin: {
		type: "boolean",
		help: "Read a whole submission as JSON from standard input.",
	},
} as const;

/** Shows the app as a dialogue. */
export const accessibleFlag = {
	accessible: {
		type: "boolean",
		help: "Show the app line by line, for a screen reader (ACCESSIBLE=1).",
	},
} as const;

/** The limit of the time that a command may take. */
export const waitFlag = {
	wait: {
		type: "string",
		placeholder: "SECONDS",
		help: "How long to try at most; 30 by default.",
	},
} as const;

/** Shows the version instead of running the command. */
export const versionFlag = {
	version: { type: "boolean", help: "Show the version." },
} as const;
