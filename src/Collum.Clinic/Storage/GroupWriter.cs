using System.Data.Common;
using System.Threading.Channels;
using Dapper;

namespace Collum.Clinic.Storage;

/// <summary>The one writer of a process: works wait in line, and up to 64 of them share a transaction and its flush to disk.</summary>
/// <remarks>Writers that each hold their own transaction wait for one another unfairly (seconds on SQLite); in line, each waits for a few flushes at most.
/// A work may be run more than once, so it must come to the same end when its effect is already there (keys). A work is
/// cancelled only before it begins; a commit never is, because then nobody knows what became of it.</remarks>
sealed class GroupWriter(Dialect dialect) : IAsyncDisposable
{
    const int Largest = 64;
    const int Attempts = 5;

    readonly Channel<Work> _line = Channel.CreateBounded<Work>(new BoundedChannelOptions(4096) { SingleReader = true });
    readonly Lock _gate = new();
    Task? _running;
    DbConnection? _connection;

    public async Task<T> RunAsync<T>(Func<DbConnection, Task<T>> run, CancellationToken cancel)
    {
        lock (_gate)
            _running ??= Task.Run(ServeAsync, CancellationToken.None);
        var work = new Work<T>(run, cancel);
        try
        {
            await _line.Writer.WriteAsync(work, cancel);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(Database));
        }

        return await work.Done;
    }

    async Task ServeAsync()
    {
        List<Work> group = [];
        while (await _line.Reader.WaitToReadAsync())
        {
            group.Clear();
            while (group.Count < Largest && _line.Reader.TryRead(out var work))
                if (!work.Withdrawn())
                    group.Add(work);
            if (group.Count == 0)
                continue;
            // Together if all go well; otherwise one by one, so that one refusal touches nobody else.
            if (group.Count == 1 || !await TogetherAsync(group))
                foreach (var work in group)
                    await AloneAsync(work);
        }

        await CloseAsync();
    }

    async Task<bool> TogetherAsync(List<Work> group)
    {
        try
        {
            await TransactAsync(async c =>
            {
                foreach (var work in group)
                    await work.RunAsync(c);
            });
        }
        catch (Exception)
        {
            return false;       // each is run again by itself and tells its own caller
        }

        foreach (var work in group)
            work.Succeed();
        return true;
    }

    async Task AloneAsync(Work work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await TransactAsync(work.RunAsync);
                work.Succeed();
                return;
            }
            catch (Exception e) when (attempt < Attempts && dialect.IsPassing(e))
            {
                await Task.Delay(50 << attempt);
            }
            catch (Exception e)
            {
                work.Fail(dialect.Explain(e) ?? e);
                return;
            }
        }
    }

    async Task TransactAsync(Func<DbConnection, Task> run)
    {
        _connection ??= await dialect.OpenWriterAsync();
        try
        {
            await _connection.ExecuteAsync(dialect.Begin);
            await run(_connection);
            await _connection.ExecuteAsync("commit");
        }
        catch (Exception)
        {
            try
            {
                await _connection.ExecuteAsync("rollback");
            }
            catch (Exception)
            {
                await CloseAsync();     // the connection is gone, and the transaction with it
            }

            throw;
        }
    }

    async Task CloseAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _line.Writer.TryComplete();
        if (_running is { } running)
            await running;
    }

    abstract class Work
    {
        public abstract bool Withdrawn();

        public abstract Task RunAsync(DbConnection connection);

        public abstract void Succeed();

        public abstract void Fail(Exception e);
    }

    sealed class Work<T>(Func<DbConnection, Task<T>> run, CancellationToken cancel) : Work
    {
        readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        T? _outcome;

        public Task<T> Done => _done.Task;

        public override bool Withdrawn() => cancel.IsCancellationRequested && _done.TrySetCanceled(cancel);

        public override async Task RunAsync(DbConnection connection) => _outcome = await run(connection);

        public override void Succeed() => _done.TrySetResult(_outcome!);

        public override void Fail(Exception e) => _done.TrySetException(e);
    }
}
