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

    /// <summary>Stands in every entry.</summary>
    public string ProgramVersion { get; init; } =
        typeof(DatabaseOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    /// <summary>Besides the identities of patients, which are always kept for search.</summary>
    public IReadOnlyList<IProjection> Projections { get; init; } = [];

    internal IReadOnlyList<IProjection> All => [IdentityProjection.Only, .. Projections];
}
