namespace Collum.Knowledge;

/// <summary>A file of <c>data/</c> says something that cannot be: the program refuses to start.</summary>
public sealed class KnowledgeException(string file, string place, string problem)
    : Exception($"data/{file}, {place}: {problem}")
{
    public string File { get; } = file;

    public string Place { get; } = place;
}
