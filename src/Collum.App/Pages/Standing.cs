using Collum.Clinic.Storage;
using Collum.Findings;

namespace Collum.App.Pages;

/// <summary>What every page says about where the reader is.</summary>
/// <param name="Demo">Whether the charts are the demo clinic's.</param>
/// <param name="Place">The clinic as its people call it.</param>
sealed record Standing(bool Demo, string Place)
{
    /// <summary>What a reader can do about a failure; null where the failure is ours.</summary>
    public static Sentence? Trouble(Exception? e) => e is StorageException storage ? storage.Said : null;
}
