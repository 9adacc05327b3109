import {
	type CompletedCommand,
	type CompletedFlag,
	type CompletionModel,
	singleQuoted,
	type Values,
} from "./model.ts";

/** A completion script for zsh: to be sourced, or to be stored as `_signoff` in a folder of `fpath`. */
export function zshScript({ commands, app }: CompletionModel): string {
	return `#compdef signoff
# zsh completion for signoff. Load it with: source <(signoff completion zsh)

_signoff_options() {
	local -a names
	names=(\${(f)"$(signoff completion options -- \${(Q)signoff_words} 2>/dev/null)"})
	compadd "$@" -a names
}

_signoff() {
	local curcontext=$curcontext state line
	local -a signoff_words=(\${words[2,CURRENT-1]})
	typeset -A opt_args
	_arguments -A '-*' -C \\
${app.map((flag) => `		${flagArgument(flag)} \\`).join("\n")}
		'1:command:->command' \\
		'*::argument:->argument'
	case $state in
		command)
			local -a commands
			commands=(
${commands.map(({ name, summary }) => `				${singleQuoted(`${name}:${summary.replaceAll(":", "\\:")}`)}`).join("\n")}
			)
			_describe command commands
			;;
		argument)
			case $words[1] in
${commands.map(commandCase).join("\n")}
			esac
			;;
	esac
}

if [ "$funcstack[1]" = _signoff ]; then
	_signoff "$@"
else
	compdef _signoff signoff
fi
`;
}

function commandCase({ name, flags, positionals }: CompletedCommand): string {
	const lines = [
		...flags.map(flagArgument),
		...positionals.map((values, at) =>
			singleQuoted(`${at + 1}:argument:${action(values)}`),
		),
	];
	return `				${name})
					_arguments \\
${lines.map((line) => `						${line}`).join(" \\\n")}
					;;`;
}

function flagArgument({ name, help, isList, values }: CompletedFlag): string {
	const text = help.replaceAll(/[[\]:\\]/g, "\\$&");
	const value = values === null ? "" : `:${name}:${action(values)}`;
	return singleQuoted(`${isList ? "*" : ""}--${name}[${text}]${value}`);
}

function action(values: Values): string {
	switch (values.kind) {
		case "words":
			return `(${values.words.join(" ")})`;
		case "files":
			return "_files";
		case "options":
			return "_signoff_options";
		case "any":
			return " ";
	}
}
