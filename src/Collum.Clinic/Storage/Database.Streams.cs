using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;

namespace Collum.Clinic.Storage;

public sealed partial class Database
{
    /// <summary>Rows one at a time, all seen at one moment.</summary>
    internal async IAsyncEnumerable<T> StreamAsync<T>(string sql, object arguments, [EnumeratorCancellation] CancellationToken cancel)
    {
        DbConnection connection;
        try
        {
            connection = await _dialect.OpenReaderAsync(cancel);
        }
        catch (Exception e) when (_dialect.Explain(e) is { } plain)
        {
            throw plain;
        }

        await using (connection)
        {
            await using var rows = connection.QueryUnbufferedAsync<T>(sql, arguments).GetAsyncEnumerator(cancel);
            while (true)
            {
                cancel.ThrowIfCancellationRequested();
                try
                {
                    if (!await rows.MoveNextAsync())
                        break;
                }
                catch (Exception e) when (_dialect.Explain(e) is { } plain)
                {
                    throw plain;
                }

                yield return rows.Current;
            }
        }
    }

}
