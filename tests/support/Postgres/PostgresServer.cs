using System.Diagnostics;
using System.Globalization;
using Moltbot.TestSupport.Network;
using Moltbot.TestSupport.Time;
using Npgsql;

namespace Moltbot.TestSupport.Postgres;

/// <summary>
/// A PostgreSQL server of the tests' own: a free loopback port, a folder of its own, an unprivileged user. It ends with
/// the test process, however that ends. With MOLTBOT_TEST_POSTGRES set (a connection string of a user who may create
/// databases), that server is used instead.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Variable = "MOLTBOT_TEST_POSTGRES";

    /// <summary>
    /// Runs the server until its standard input ends, which it does when the test process is gone: no server and no folder
    /// is left behind even by a killed test run.
    /// </summary>
    private const string Guard = """
        folder=$1; shift
        "$@" </dev/null & server=$!
        if [ "$(head -c 4)" != keep ]; then remove=yes; fi
        kill -INT $server; wait $server
        if [ "$remove" ]; then rm -rf "$folder"; fi
        """;

    private static readonly Lazy<Task<PostgresAvailability>> SharedServer = new(ProbeAsync);

    private readonly string? bin;
    private readonly string? folder;
    private readonly int port;
    private readonly bool fsync;
    private readonly string administration;
    private Process? process;

    private PostgresServer(string administration) => this.administration = administration;

    private PostgresServer(string bin, string folder, int port, bool fsync)
    {
        this.bin = bin;
        this.folder = folder;
        this.port = port;
        this.fsync = fsync;
        administration = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = "moltbot",
            Database = "postgres",
            Timeout = 5,
            Pooling = false,
        }.ConnectionString;
    }

    /// <summary>The one server of this test process, started at first use, or why there is none.</summary>
    public static Task<PostgresAvailability> SharedAsync() => SharedServer.Value;

    /// <summary>Starts a server for one test alone, which may stop and resume it.</summary>
    /// <param name="fsync">Whether commits reach the disk.</param>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed or did not start; says why.</exception>
    public static async Task<PostgresServer> StartAsync(bool fsync)
    {
        var programs = PostgresInstallation.Find()
            ?? throw new InvalidOperationException($"PostgreSQL is not installed (Debian: apt-get install postgresql-15) and {Variable} is not set");
        var home = Directory.CreateTempSubdirectory("moltbot-postgres-").FullName;
        var server = new PostgresServer(programs, home, FreePorts.Next(), fsync);
        try
        {
            if (UnprivilegedUser.Name is { } user)
            {
                await RunAsync(new ProcessStartInfo("chown") { ArgumentList = { user, home }, UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true });
            }

            // Without passwords: the port is on loopback and lives for seconds.
            await RunAsync(UnprivilegedUser.Start(
                Path.Combine(programs, "initdb"), "--pgdata", server.DataFolder, "--username", "moltbot", "--auth", "trust",
                "--encoding", "UTF8", "--locale", "C", "--no-sync"));
            await server.ResumeAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether the tests started it, and so may stop it.</summary>
    public bool IsOwn => folder is not null;

    private string DataFolder => Path.Combine(folder!, "data");

    /// <summary>Creates an empty database and returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"t{Guid.NewGuid():N}";
        await using var connection = new NpgsqlConnection(administration);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(administration) { Database = name, Pooling = true }.ConnectionString;
    }

    /// <summary>Stops the server; its data stays.</summary>
    public async Task StopAsync()
    {
        if (process is null)
        {
            throw new InvalidOperationException("This server was not started here.");
        }

        await process.StandardInput.WriteAsync("keep");
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <summary>Lets every process of the server stand still, as a machine that hangs does: connections stay and nothing answers.</summary>
    public Task PauseAsync() => SignalAsync("STOP");

    /// <summary>Lets it go on after <see cref="PauseAsync"/>.</summary>
    public Task ContinueAsync() => SignalAsync("CONT");

    /// <summary>Starts it (again) on the same port and waits until it answers.</summary>
    public async Task ResumeAsync()
    {
        string[] server =
        [
            Path.Combine(bin!, "postgres"), "-D", DataFolder, "-p", port.ToString(CultureInfo.InvariantCulture),
            "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", $"fsync={(fsync ? "on" : "off")}",
            "-c", "max_connections=200", "-c", "shared_buffers=32MB",
        ];
        process = Process.Start(UnprivilegedUser.Start("/bin/sh", ["-c", Guard, "guard", folder!, .. server]))!;
        _ = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await Waits.Until(
            async () =>
            {
                try
                {
                    await using var connection = new NpgsqlConnection(administration);
                    await connection.OpenAsync();
                    return true;
                }
                catch (NpgsqlException exception) when (process.HasExited)
                {
                    throw new InvalidOperationException($"PostgreSQL did not start: {await errors}", exception);
                }
                catch (NpgsqlException)
                {
                    return false;
                }
            },
            "PostgreSQL to answer");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await StopAsync();
        }

        if (folder is not null && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The postmaster first: it forks no more while its children are signalled.</summary>
    private async Task SignalAsync(string signal)
    {
        string postmaster = (await File.ReadAllLinesAsync(Path.Combine(DataFolder, "postmaster.pid")))[0];
        await RunAsync(new ProcessStartInfo("kill") { ArgumentList = { $"-{signal}", postmaster }, UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true });
        string children = await File.ReadAllTextAsync($"/proc/{postmaster}/task/{postmaster}/children");

        // Workers come and go of themselves; one that has gone needs no signal.
        var kill = new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", $"kill -{signal} \"$@\" 2>/dev/null; true", "signal" }, UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true };
        foreach (string child in children.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            kill.ArgumentList.Add(child);
        }

        await RunAsync(kill);
    }

    private static async Task<PostgresAvailability> ProbeAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            return new PostgresAvailability(new PostgresServer(given), null);
        }

        try
        {
            // Nothing here outlives the process, so commits need not reach the disk.
            return new PostgresAvailability(await StartAsync(fsync: false), null);
        }
        catch (Exception exception) when (exception is InvalidOperationException or TimeoutException or IOException or System.ComponentModel.Win32Exception or NpgsqlException)
        {
            return new PostgresAvailability(null, $"no PostgreSQL: {exception.Message}");
        }
    }

    private static async Task RunAsync(ProcessStartInfo start)
    {
        using var run = Process.Start(start)!;
        run.StandardInput.Close();
        var output = run.StandardOutput.ReadToEndAsync();
        var errors = await run.StandardError.ReadToEndAsync();
        await output;
        await run.WaitForExitAsync();
        if (run.ExitCode != 0)
        {
            throw new InvalidOperationException($"{start.FileName} ended with {run.ExitCode}: {errors.Trim()}");
        }
    }
}
