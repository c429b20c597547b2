using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Collum.App.Tests.Storage;

/// <summary>A PostgreSQL of the tests' own, started once when first asked for and stopped when the tests end.</summary>
/// <remarks>Without an installed server the tests that need one are skipped, saying so.</remarks>
public sealed class PostgresServer : IAsyncLifetime
{
    const string Programs = "/usr/lib/postgresql/15/bin";

    readonly string _folder = $"/tmp/collum-pg-{Guid.NewGuid().ToString("n")[..8]}";
    string? _missing;
    int _port, _count;

    public static bool IsInstalled => File.Exists($"{Programs}/initdb");

    public async ValueTask InitializeAsync()
    {
        if (!IsInstalled)
        {
            _missing = $"PostgreSQL 15 is not installed ({Programs}); apt-get install postgresql-15 runs these tests too.";
            return;
        }

        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            _port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        Directory.CreateDirectory(_folder);
        if (Environment.IsPrivilegedProcess)
            Run("chown", ["postgres", _folder]);
        AsServer($"{Programs}/initdb -D {_folder}/data -U collum --auth=trust --no-sync -E UTF8 --locale=C.UTF-8");
        AsServer($"{Programs}/pg_ctl -D {_folder}/data -l {_folder}/log -w start -o '-p {_port} -c listen_addresses=127.0.0.1 -k {_folder} -c fsync=off -c max_connections=100'");
        await Task.CompletedTask;
    }

    /// <summary>Address of a new, empty database; skips the test when there is no server.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        if (_missing is not null)
            Assert.Skip(_missing);
        var name = $"t{Interlocked.Increment(ref _count)}";
        await using var connection = new NpgsqlConnection($"{Address("postgres")};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"create database {name}", connection);
        await command.ExecuteNonQueryAsync();
        return Address(name);
    }

    string Address(string database) => $"Host=127.0.0.1;Port={_port};Username=collum;Database={database}";

    /// <summary>Ends the server at once, as a power cut would, and starts it again.</summary>
    public void CrashAndRestart()
    {
        AsServer($"{Programs}/pg_ctl -D {_folder}/data -m immediate -w stop");
        AsServer($"{Programs}/pg_ctl -D {_folder}/data -l {_folder}/log -w start -o '-p {_port} -c listen_addresses=127.0.0.1 -k {_folder} -c fsync=off -c max_connections=100'");
    }

    public ValueTask DisposeAsync()
    {
        if (_port != 0)
        {
            NpgsqlConnection.ClearAllPools();
            AsServer($"{Programs}/pg_ctl -D {_folder}/data -m immediate -w stop");
            Directory.Delete(_folder, recursive: true);
        }

        return ValueTask.CompletedTask;
    }

    // The server refuses to run as root.
    static void AsServer(string command)
    {
        if (Environment.IsPrivilegedProcess)
            Run("su", ["postgres", "-s", "/bin/sh", "-c", command]);
        else
            Run("/bin/sh", ["-c", command]);
    }

    static void Run(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = "/tmp", RedirectStandardOutput = true, RedirectStandardError = true })!;
        // pg_ctl leaves the server with its pipes: waiting for their end would wait for the server's.
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (!process.HasExited)
            Thread.Sleep(20);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }
}

[CollectionDefinition("postgres")]
public sealed class PostgresCollection : ICollectionFixture<PostgresServer>;
