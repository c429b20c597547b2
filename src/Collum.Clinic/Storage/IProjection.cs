using System.Data.Common;
using Collum.Clinic.Charts;
using Dapper;

namespace Collum.Clinic.Storage;

/// <summary>Tables that follow from the entries: kept for fast questions, written in the same transaction as the entry, made again from the entries at any time.</summary>
/// <remarks>What is written may depend only on the entry at hand and on the projection's own tables. Entries come in the order of
/// <see cref="Entry.Position"/>, each once. An exception from <see cref="ApplyAsync"/> refuses the whole write.</remarks>
public interface IProjection
{
    /// <summary>Never changes: <c>identity</c>, <c>lots</c> …</summary>
    string Name { get; }

    /// <summary>One more with every change to what is written; a database that holds an older version makes the tables again when it is migrated.</summary>
    int Version { get; }

    /// <summary>Only these may be written by it.</summary>
    IReadOnlyList<Table> Tables { get; }

    /// <summary>The kinds of entry it wants to see.</summary>
    IReadOnlyCollection<string> Kinds { get; }

    Task ApplyAsync(Entry entry, ProjectionWriter tables);
}

/// <summary>Where a projection writes. Every statement gets <c>@clinic</c> besides its own arguments and must use it.</summary>
public sealed class ProjectionWriter
{
    readonly DbConnection _connection;
    readonly string _clinic;

    internal ProjectionWriter(DbConnection connection, string clinic) => (_connection, _clinic) = (connection, clinic);

    /// <summary>Rows touched. SQL that SQLite and PostgreSQL share, for example <c>insert into lot_use (clinic, …) values (@clinic, …)</c>.</summary>
    public Task<int> ExecuteAsync(string sql, object? arguments = null) => _connection.ExecuteAsync(sql, With(_clinic, arguments));

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? arguments = null) =>
        [.. await _connection.QueryAsync<T>(sql, With(_clinic, arguments))];

    internal static DynamicParameters With(string clinic, object? arguments)
    {
        var all = new DynamicParameters(arguments);
        all.Add("clinic", clinic);
        return all;
    }
}
