using System.Text;

namespace Collum.App.Cli;

/// <summary>What a command may touch of the world outside: its streams, its clock and the words around it.</summary>
public sealed record Terminal
{
    public required Stream In { get; init; }

    /// <summary>Answers only; with <c>--json</c> exactly one document.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Everything else for people: progress, warnings, what went wrong.</summary>
    public required TextWriter Error { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public Func<string, string?> Variable { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>The process's own streams, UTF-8 without a mark, buffered.</summary>
    public static Terminal OfThisProcess()
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new Terminal
        {
            In = Console.OpenStandardInput(),
            Out = new StreamWriter(Console.OpenStandardOutput(), utf8, 16 * 1024),
            Error = new StreamWriter(Console.OpenStandardError(), utf8, 1024) { AutoFlush = true },
        };
    }

    /// <summary>The day on the clock's own calendar.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Clock.GetLocalNow().DateTime);
}
