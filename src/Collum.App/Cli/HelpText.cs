using System.CommandLine;
using System.Text;

namespace Collum.App.Cli;

/// <summary>What <c>--help</c> prints: what it does, how to call it, an example that works as it stands.</summary>
static class HelpText
{
    public static string Of(Command command)
    {
        var text = new StringBuilder();
        var path = Path(command);
        text.AppendLine(command.Description).AppendLine();

        var subcommands = command.Subcommands.Where(c => !c.Hidden).ToList();
        text.Append("Usage: ").Append(path);
        foreach (var argument in command.Arguments)
            text.Append(' ').Append(Name(argument));
        if (subcommands.Count > 0)
            text.Append(command is Verb ? " [VERB]" : " VERB");
        text.AppendLine(" [options]");

        Section(text, "Arguments", command.Arguments.Select(a => (Name(a), a.Description ?? "")));
        Section(text, command.Parents.Any() ? "Verbs" : "Commands", subcommands.Select(c => (c.Name, c.Description ?? "")));
        Section(text, "Options", command.Options.Concat(Recursive(command)).Where(o => !o.Hidden).DistinctBy(o => o.Name).Select(o => (Name(o), Words(o))));

        if (command is Verb { Reads: { } sample })
        {
            text.AppendLine().AppendLine("The document:");
            foreach (var line in sample.Document.ReplaceLineEndings("\n").Split('\n').Concat(sample.Notes))
                text.Append("  ").AppendLine(line);
        }

        if (command is Verb { Example.Length: > 0 } verb)
        {
            text.AppendLine().AppendLine("Example:");
            foreach (var line in verb.Example.ReplaceLineEndings("\n").Split('\n'))
                text.Append("  ").AppendLine(line);
        }
        else if (subcommands.OfType<Verb>().FirstOrDefault() is { } first)
        {
            text.AppendLine().AppendLine("Example:").Append("  ").AppendLine(first.Example.ReplaceLineEndings("\n").Split('\n')[0]);
        }

        return text.ToString();
    }

    public static string Path(Command command) =>
        string.Join(' ', Upward(command).Reverse().Select(c => c.Name));

    static IEnumerable<Command> Upward(Command command)
    {
        for (Command? c = command; c is not null; c = c.Parents.OfType<Command>().FirstOrDefault())
            yield return c;
    }

    static IEnumerable<Option> Recursive(Command command) =>
        Upward(command).Skip(1).SelectMany(c => c.Options).Where(o => o.Recursive);

    static string Words(Option option) => option.Required ? $"Required. {option.Description}" : option.Description ?? "";

    static string Name(Argument argument) =>
        argument.Arity.MaximumNumberOfValues > 1 ? argument.Name.ToUpperInvariant() + "..." : argument.Name.ToUpperInvariant();

    static string Name(Option option)
    {
        var names = string.Join(", ", option.Aliases.Where(a => a.Length == 2).Prepend(option.Name));
        return option.ValueType == typeof(bool) ? names : $"{names} {option.HelpName ?? option.Name.TrimStart('-').ToUpperInvariant()}";
    }

    static void Section(StringBuilder text, string title, IEnumerable<(string Name, string Words)> rows)
    {
        var list = rows.ToList();
        if (list.Count == 0)
            return;
        text.AppendLine().Append(title).AppendLine(":");
        var width = Math.Min(30, list.Max(r => r.Name.Length));
        foreach (var (name, words) in list)
            text.AppendLine(("  " + (name.Length <= width
                ? name.PadRight(width) + "  " + words
                : name + Environment.NewLine + "  " + new string(' ', width) + "  " + words)).TrimEnd());
    }
}
