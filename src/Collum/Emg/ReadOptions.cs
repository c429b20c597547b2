namespace Collum.Emg;

/// <summary>What a person states about a file because the file itself does not say it, or says it wrongly.</summary>
public sealed record ReadOptions
{
    public static ReadOptions None { get; } = new();

    /// <summary>Unit by channel label; <c>*</c> stands for every channel that is not named. It goes before what the file says. A number before it, <c>0.73 uV</c>,
    /// says what one count is.</summary>
    public IReadOnlyDictionary<string, string> Units { get; init; } = new Dictionary<string, string>();

    /// <summary>Samples a second, for text that has neither a rate nor a time column.</summary>
    public double? RateHz { get; init; }

    internal string? UnitOf(string label) => Units.TryGetValue(label, out var unit) || Units.TryGetValue("*", out unit) ? unit : null;
}
