using System.CommandLine;
using System.Globalization;

namespace Collum.App.Cli;

/// <summary>Completion for shells: a small script that asks the program itself what may come next.</summary>
static class CompletionCommand
{
    static readonly Argument<string> Shell = Choice();

    static readonly Argument<int> Position = new("position");

    static readonly Argument<string> Line = new("line");

    static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            _collum() {
                local IFS=$'\n'
                COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" complete "$COMP_POINT" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
                [ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -F _collum collum ./collum
            """,
        ["zsh"] = """
            _collum() {
                local -a words_next
                words_next=("${(@f)$("${words[1]}" complete "$CURSOR" "$BUFFER" 2>/dev/null)}")
                compadd -a words_next || _files
            }
            compdef _collum collum
            """,
        ["fish"] = """
            complete -c collum -a '(collum complete (string length -- (commandline -cp)) (commandline -cp) 2>/dev/null)'
            """,
    };

    public static Verb Completion() => new("completion", "Print a script that teaches a shell to complete commands.",
        "source <(collum completion bash)", call =>
        {
            call.Terminal.Out.WriteLine(Scripts[call.Value(Shell)]);
            return Task.FromResult(Exit.Done);
        }, Shell);

    public static Verb Complete() => new("complete", "What may stand at a position of a line; asked by the shell.",
        "collum complete 9 \"collum pl\"", call =>
        {
            var line = call.Value(Line);
            var at = Math.Clamp(call.Value(Position), 0, line.Length);
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space < 0)
                return Task.FromResult(Exit.Done);
            var rest = line[(space + 1)..];
            foreach (var item in Commands.Root.Parse(rest).GetCompletions(Math.Max(0, at - space - 1)))
                call.Terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{item.InsertText ?? item.Label}"));
            return Task.FromResult(Exit.Done);
        }, Position, Line) { Hidden = true };

    static Argument<string> Choice()
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        return shell;
    }
}
