namespace Collum.App.Cli;

/// <summary>How a command ended; scripts rely on the numbers.</summary>
public static class Exit
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Done, and at least one finding is a stop.</summary>
    public const int Stopped = 1;

    /// <summary>The input or the call is wrong.</summary>
    public const int WrongInput = 2;

    /// <summary>Something needed is missing or broken.</summary>
    public const int Broken = 3;

    public const int Cancelled = 130;
}

/// <summary>A command that cannot go on, with the one line that says why.</summary>
public sealed class CallException(int exit, string line) : Exception(line)
{
    public int ExitCode { get; } = exit;

    public static CallException Wrong(string line) => new(Exit.WrongInput, line);

    public static CallException Broken(string line) => new(Exit.Broken, line);
}
