/** The words around a comment. */
export const commentTheme = {
	question: "A comment, if you like. Enter goes on without one.",
	going: "Your comment:",
} as const;
