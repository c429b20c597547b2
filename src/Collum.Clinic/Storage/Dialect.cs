using System.Data.Common;

namespace Collum.Clinic.Storage;

/// <summary>What SQLite and PostgreSQL do differently; everything else is written once.</summary>
abstract class Dialect
{
    /// <summary>For people: folder, or host and database, never a password.</summary>
    public abstract string Place { get; }

    public abstract Task<DbConnection> OpenReaderAsync(CancellationToken cancel);

    /// <summary>The one connection that writes; not cancelled half-way.</summary>
    public abstract Task<DbConnection> OpenWriterAsync();

    /// <summary>Starts a transaction that will write.</summary>
    public abstract string Begin { get; }

    /// <summary>Starts a transaction that sees one moment.</summary>
    public abstract string BeginSnapshot { get; }

    /// <summary>Added to a select of a row that the transaction is going to change.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>Keeps others from making or changing tables until the transaction ends.</summary>
    public abstract string LockTables { get; }

    /// <summary>Whether a column's value is one of a list that is given as an array.</summary>
    public abstract string In(string parameter);

    public abstract string TypeName(string type);

    /// <summary>A constraint that holds a column to its type, where the table itself does not.</summary>
    public abstract string TypeCheck(string column, string type, bool notNull);

    public abstract string TableOptions(Table table);

    /// <summary>Statements after which rows of a table are neither changed nor deleted.</summary>
    public abstract IEnumerable<string> Freeze(string table);

    /// <summary>The write may be tried again: the connection went, or somebody else holds the database for a moment.</summary>
    public abstract bool IsPassing(Exception e);

    /// <summary>A plain sentence for what went wrong, or null when it is not the database's doing.</summary>
    public abstract StorageException? Explain(Exception e);

    /// <summary>Whether the database holds any table, and whether one of them is ours.</summary>
    public abstract Task<(bool Any, bool Ours)> TablesAsync(DbConnection connection);

    /// <summary>The database's own check of its files; each line is something wrong.</summary>
    public abstract Task<IReadOnlyList<string>> CheckFilesAsync(DbConnection connection, CancellationToken cancel);

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
