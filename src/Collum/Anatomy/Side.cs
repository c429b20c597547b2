using Collum.Findings;

namespace Collum.Anatomy;

/// <summary>The patient's own side; lists show right, then left.</summary>
public enum Side { Right, Left }

public static class Sides
{
    public static IReadOnlyDictionary<string, Side> Words { get; } =
        new Dictionary<string, Side>(StringComparer.Ordinal) { ["left"] = Side.Left, ["right"] = Side.Right };

    public static Side Mirror(this Side side) => side == Side.Right ? Side.Left : Side.Right;

    public static Sentence Say(this Side side) => side == Side.Right ? Phrase($"right") : Phrase($"left");

    public static string Word(this Side side) => side == Side.Right ? "right" : "left";
}
