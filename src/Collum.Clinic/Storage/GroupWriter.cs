using System.Data.Common;
using System.Diagnostics;
using System.Threading.Channels;
using Dapper;

namespace Collum.Clinic.Storage;

/// <summary>The one writer of a process: works wait in line, and up to 64 of them share a transaction and its flush to disk.</summary>
/// <remarks>Writers that each hold their own transaction wait for one another unfairly (seconds on SQLite); in line, each waits for a few flushes at most.
/// A work may be run more than once, so it must come to the same end when its effect is already there (keys). A work is
/// cancelled only before it begins; a commit never is, because then nobody knows what became of it.</remarks>
/// <param name="dialect">Where to write.</param>
/// <param name="patience">How long a work may go on asking a database that is locked or away.</param>
sealed class GroupWriter(Dialect dialect, TimeSpan patience) : IAsyncDisposable
{
    const int Largest = 64;

    readonly Channel<Work> _line = Channel.CreateBounded<Work>(new BoundedChannelOptions(4096) { SingleReader = true });
    readonly Lock _gate = new();
    Task? _serving;
    DbConnection? _connection;

    public async Task<T> RunAsync<T>(Func<DbConnection, Task<T>> run, CancellationToken cancel)
    {
        var work = new Work<T>(run, cancel);
        lock (_gate)
            _serving ??= Task.Run(ServeAsync, CancellationToken.None);
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
            if (group.Count > 0)
                await ServeAsync(group);
        }

        await CloseAsync();
    }

    async Task ServeAsync(IReadOnlyList<Work> group)
    {
        for (var pause = 20; ; pause = Math.Min(2 * pause, 1000))
        {
            if (await TryAsync(group) is not { } problem)
            {
                foreach (var work in group)
                    work.Succeed();
                return;
            }

            if (dialect.IsPassing(problem) && group[0].Age < patience)
            {
                await Task.Delay(pause);
            }
            else if (group.Count == 1 || dialect.IsPassing(problem))
            {
                foreach (var work in group)
                    work.Fail(dialect.Explain(problem) ?? problem);
                return;
            }
            else
            {
                // One was refused: each by itself, so that it touches nobody else.
                foreach (var work in group)
                    await ServeAsync([work]);
                return;
            }
        }
    }

    /// <summary>Runs them in one transaction; null when it was committed, else why it was not, or why that is not known.</summary>
    async Task<Exception?> TryAsync(IReadOnlyList<Work> group)
    {
        try
        {
            _connection ??= await dialect.OpenWriterAsync();
            await _connection.ExecuteAsync(dialect.Begin);
            foreach (var work in group)
                await work.RunAsync(_connection);
            await _connection.ExecuteAsync("commit transaction");      // Dapper takes a single word for a procedure's name
            return null;
        }
        catch (Exception e)
        {
            try
            {
                if (_connection is not null)
                    await _connection.ExecuteAsync("rollback transaction");
            }
            catch (Exception)
            {
                await CloseAsync();     // no transaction to take back: the connection is of no more use
            }

            return e;
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
        Task? serving;
        lock (_gate)
            serving = _serving;
        if (serving is not null)
            await serving;
    }

    abstract class Work
    {
        readonly long _since = Stopwatch.GetTimestamp();

        public TimeSpan Age => Stopwatch.GetElapsedTime(_since);

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
