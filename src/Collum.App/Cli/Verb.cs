using System.CommandLine;

namespace Collum.App.Cli;

/// <summary>A command that does something.</summary>
sealed class Verb : Command
{
    public Verb(string name, string what, string example, Func<Call, Task<int>> run, params Symbol[] takes) : base(name, what)
    {
        (Example, Run) = (example, run);
        foreach (var symbol in takes)
            if (symbol is Argument argument)
                Arguments.Add(argument);
            else if (symbol is Option option)
                Options.Add(option);
    }

    /// <summary>One or more lines that work as they stand, shown by <c>--help</c>.</summary>
    public string Example { get; }

    public Func<Call, Task<int>> Run { get; }

    /// <summary>The document that it reads; <c>--help</c> shows one, <c>--example</c> prints it.</summary>
    public Sample? Reads
    {
        get;
        init
        {
            field = value;
            if (value is not null)
                Options.Add(Shared.Example);
        }
    }
}

/// <summary>A word that verbs stand under.</summary>
sealed class Noun : Command
{
    public Noun(string name, string what, params Command[] verbs) : base(name, what)
    {
        foreach (var verb in verbs)
            Subcommands.Add(verb);
    }
}
