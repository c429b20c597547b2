using System.CommandLine;
using System.Data.Common;
using System.Text;
using Collum.Clinic.Charts;
using Collum.Clinic.Storage;
using Collum.Findings;
using Collum.Knowledge;
using Collum.Numerics;

namespace Collum.App.Cli;

/// <summary>The program as a command: from its arguments to its exit status. Nothing that is thrown inside reaches a person as a stack trace.</summary>
public static class CommandLine
{
    /// <returns>One of <see cref="Exit"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Terminal terminal, CancellationToken cancel)
    {
        try
        {
            await using var composition = new Composition(terminal);
            var exit = await DispatchAsync(arguments, composition, cancel);
            await terminal.Out.FlushAsync(CancellationToken.None);
            return exit;
        }
        catch (CallException e)
        {
            return Line(terminal, e.ExitCode, e.Message);
        }
        catch (InputException e)
        {
            return Line(terminal, Exit.WrongInput, e.Message);
        }
        catch (Exception e) when (e is ChartNotFoundException or ChartConflictException or KeyReusedException)
        {
            return Line(terminal, Exit.WrongInput, e.Message);
        }
        catch (StorageException e)
        {
            return Line(terminal, Exit.Broken, e.Message);
        }
        catch (KnowledgeException e)
        {
            return Line(terminal, Exit.Broken, $"The knowledge cannot be used: {e.Message}");
        }
        catch (OperationCanceledException)
        {
            return Line(terminal, Exit.Cancelled, "Cancelled.");
        }
        catch (IOException e) when (IsBrokenPipe(e))
        {
            return Exit.Done;                          // whoever read the answer has read enough
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DbException or TimeoutException)
        {
            return Line(terminal, Exit.Broken, Documents.FirstLine(e) + ".");
        }
        catch (Exception e)
        {
            return Line(terminal, Exit.Broken, $"Something went wrong inside the program ({e.GetType().Name}); nothing was changed that was not confirmed. {Logged(e, terminal)}");
        }
    }

    static async Task<int> DispatchAsync(IReadOnlyList<string> arguments, Composition composition, CancellationToken cancel)
    {
        var terminal = composition.Terminal;
        if (arguments is ["emg", "rank", _, ..])
            composition.BeginEmg();
        var root = Commands.Root;
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var command = parsed.CommandResult.Command;

        if (parsed.GetResult(Shared.Help) is { Implicit: false } || arguments.Count == 0)
        {
            terminal.Out.Write(HelpText.Of(command));
            return Exit.Done;
        }

        if (command is Verb { Reads: { } sample } && parsed.GetResult(Shared.Example) is { Implicit: false })
        {
            terminal.Out.WriteLine(sample.Document);
            return Exit.Done;
        }

        if (parsed.GetResult(Commands.Version) is { Implicit: false })
        {
            terminal.Out.WriteLine(Program.Version);
            return Exit.Done;
        }

        if (parsed.Errors.Count > 0 || command is not Verb verb)
            throw CallException.Wrong(WhatIsWrong(parsed, command));
        return await verb.Run(new Call(parsed, composition, cancel));
    }

    static string WhatIsWrong(ParseResult parsed, Command command)
    {
        var path = HelpText.Path(command);
        var help = $"`{path} --help` shows how to call it.";
        if (parsed.UnmatchedTokens is [var token, ..])
        {
            var shown = TextTable.Printable(token.Length > 60 ? token[..60] + "…" : token);
            var isOption = token.StartsWith('-');
            var known = isOption
                ? command.Options.Append(Shared.Json).Append(Shared.Help).Where(o => !o.Hidden).Select(o => o.Name)
                : command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name);
            var close = EditDistance.Closest(token, known) ?? (isOption ? null : known.FirstOrDefault(k => token.Length > 1 && k.StartsWith(token, StringComparison.OrdinalIgnoreCase)));
            var what = isOption ? "option" : command is Verb ? "argument" : "command";
            return $"{path}: unknown {what} '{shown}'.{(close is null ? "" : $" Did you mean '{close}'?")} {help}";
        }

        if (command is not Verb)
            return $"{path}: a verb is missing; expected one of {string.Join(", ", command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name))}. {help}";
        return $"{path}: {TextTable.Printable(parsed.Errors[0].Message.ReplaceLineEndings(" "))} {help}";
    }

    static int Line(Terminal terminal, int exit, string line)
    {
        try
        {
            terminal.Out.Flush();
            terminal.Error.WriteLine(TextTable.Printable(line.ReplaceLineEndings(" ")));
            terminal.Error.Flush();
        }
        catch (IOException)
        {
            // Nobody listens any more; the exit status still says how it ended.
        }

        return exit;
    }

    static bool IsBrokenPipe(IOException e) => (e.HResult & 0xffff) == 32 || e.Message.Contains("Broken pipe", StringComparison.Ordinal);

    // What a developer needs goes to a file that only this user reads; it may hold words from a chart.
    static string Logged(Exception e, Terminal terminal)
    {
        try
        {
            var state = terminal.Variable("XDG_STATE_HOME") is { Length: > 0 } set
                ? set
                : Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".local", "state");
            var folder = Directory.CreateDirectory(Path.Combine(state, "collum"));
            var file = Path.Combine(folder.FullName, "errors.log");
            var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var writer = new StreamWriter(file, Encoding.UTF8, options);
            writer.WriteLine($"{terminal.Clock.GetUtcNow():O} collum {Program.Version}");
            writer.WriteLine(e);
            return $"Details: {file}";
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return "Details could not be written to a log.";
        }
    }
}
