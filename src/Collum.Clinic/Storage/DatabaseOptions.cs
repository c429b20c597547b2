using System.Reflection;
using Collum.Clinic.Charts;

namespace Collum.Clinic.Storage;

/// <summary>What a database is opened with.</summary>
public sealed record DatabaseOptions
{
    /// <summary>The clinic that <see cref="Database.Charts"/> works for.</summary>
    public string Clinic { get; init; } = "clinic";

    /// <summary>Stamps every entry.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Stands in every entry: the version, and a fingerprint of the very rules that were built, so that a replay can tell another program from a changed record.</summary>
    public string ProgramVersion { get; init; } = Own;

    /// <summary>Of this program.</summary>
    public static string Own { get; } = $"{typeof(DatabaseOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0"}+{typeof(Medicine).Assembly.ManifestModule.ModuleVersionId.ToString("N")[..8]}";

    /// <summary>Besides the identities of patients, which are always kept for search.</summary>
    public IReadOnlyList<IProjection> Projections { get; init; } = [];

    /// <summary>Steps from an empty database to today's tables; their count is the version.</summary>
    internal IReadOnlyList<Func<Dialect, IEnumerable<string>>> Migrations { get; init; } = Schema.Migrations;

    /// <summary>How long a write goes on asking a database that is locked or away before it gives up.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);

    internal IReadOnlyList<IProjection> All => [IdentityProjection.Only, .. Projections];
}
