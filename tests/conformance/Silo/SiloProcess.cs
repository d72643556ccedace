using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Moltbot.Conformance.Silo;

/// <summary>The serving program on a free port, with a configuration and a state folder of its own that go with it.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private const string Ready = "ready ";
    private const int LinesKept = 20;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private static readonly string[] OwnPrefixes = ["MOLTBOT_", "OPENCLAW_", "CLAWDBOT_"];

    private readonly Process _process;
    private readonly string _folder;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SiloProcess(string program, string folder)
    {
        _folder = folder;
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = folder,
        };
        foreach (var argument in (string[])["up", "--port", "0", "--bind", "loopback", "--config", ConfigPath(folder), "--state", StatePath(folder)])
        {
            start.ArgumentList.Add(argument);
        }

        // Settings of whoever runs this are no part of the recordings.
        foreach (var name in start.Environment.Keys.Where(name => OwnPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))).ToList())
        {
            start.Environment.Remove(name);
        }

        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
    }

    /// <summary>Where it serves.</summary>
    internal Uri Url { get; private set; } = null!;

    /// <summary>Starts it and waits until it serves.</summary>
    /// <param name="program">The program.</param>
    /// <param name="configure">Makes the configuration; gets an empty folder for the agent's files.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="SiloStartException">It ended, or did not say that it serves in time.</exception>
    internal static async Task<SiloProcess> StartAsync(string program, Func<string, JsonObject> configure, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("moltbot-conformance-").FullName;
        var workspace = Directory.CreateDirectory(Path.Combine(folder, "workspace")).FullName;
        Directory.CreateDirectory(StatePath(folder));
        await File.WriteAllTextAsync(ConfigPath(folder), configure(workspace).ToJsonString(new JsonSerializerOptions { WriteIndented = true }), cancel);
        var silo = new SiloProcess(Path.GetFullPath(program), folder);
        try
        {
            silo.Url = await silo.WaitAsync(cancel);
            return silo;
        }
        catch
        {
            await silo.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_process.HasExited)
            {
                _process.Kill(entireProcessTree: true);
            }

            await _process.WaitForExitAsync();
        }
        catch (InvalidOperationException)
        {
            // It never started.
        }

        _process.Dispose();
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (IOException)
        {
            // A folder left behind in the temporary folder does no harm.
        }
    }

    private static string ConfigPath(string folder) => Path.Combine(folder, "moltbot.json");

    private static string StatePath(string folder) => Path.Combine(folder, "state");

    private async Task<Uri> WaitAsync(CancellationToken cancel)
    {
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var ended = _process.WaitForExitAsync(cancel);
        try
        {
            if (await Task.WhenAny(_ready.Task, ended).WaitAsync(StartLimit, TimeProvider.System, cancel) == ended)
            {
                throw new SiloStartException($"it ended with code {_process.ExitCode} before it served{Tail()}");
            }

            return await _ready.Task;
        }
        catch (TimeoutException)
        {
            throw new SiloStartException($"it did not serve within {StartLimit.TotalSeconds} seconds{Tail()}");
        }
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            return;
        }

        _lines.Enqueue(line);
        while (_lines.Count > LinesKept)
        {
            _lines.TryDequeue(out _);
        }

        if (line.StartsWith(Ready, StringComparison.Ordinal) && Uri.TryCreate(line[Ready.Length..].Split(' ')[0], UriKind.Absolute, out var url))
        {
            _ready.TrySetResult(url);
        }
    }

    private string Tail() => _lines.IsEmpty ? "" : $": {string.Join(" | ", _lines)}";
}
