using System.Globalization;
using Moltbot.TestSupport.Gateway;

namespace Moltbot.System.Tests.Support;

/// <summary>A process that serves, from <c>up</c> to its end, on a free loopback port.</summary>
internal sealed class RunningSystem : IAsyncDisposable
{
    /// <summary>For a start on a busy machine; a quiet one needs a second.</summary>
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(90);

    private readonly string? _token;
    private readonly StateFolder _state;

    private RunningSystem(RunningProgram program, StateFolder state, string ready, string? token)
    {
        Program = program;
        _state = state;
        _token = token;
        string[] words = ready.Split(' ');
        Url = words[1].StartsWith("ws", StringComparison.Ordinal) ? new Uri(words[1]) : null!;
        Engine = words[^1]["engine=".Length..];
    }

    public RunningProgram Program { get; }

    /// <summary>Its gateway; null when it has none.</summary>
    public Uri Url { get; }

    /// <summary>Its gateway for HTTP.</summary>
    public Uri Http => new($"http://127.0.0.1:{Url.Port}");

    public string Engine { get; }

    /// <summary>The shared secret.</summary>
    public string Token => _token ?? _state.Token;

    /// <summary>Starts one and waits until it says that it serves.</summary>
    /// <param name="state">Its state folder and configuration.</param>
    /// <param name="arguments">Further options of <c>up</c>.</param>
    /// <param name="environment">Further variables.</param>
    /// <param name="under">A program and its arguments that becomes the process, in surroundings of its making.</param>
    public static async Task<RunningSystem> Start(
        StateFolder state, IEnumerable<string>? arguments = null, IReadOnlyDictionary<string, string>? environment = null, IReadOnlyList<string>? under = null)
    {
        RunningProgram program = Launch(state, arguments, environment, under);
        try
        {
            string ready = await program.Output.Line("the line that it is ready", static line => line.StartsWith("ready ", StringComparison.Ordinal), StartPatience);
            return new RunningSystem(program, state, ready, environment?.GetValueOrDefault("MOLTBOT_GATEWAY_TOKEN"));
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one that is expected to refuse; answers its exit code and what it printed.</summary>
    public static async Task<(int ExitCode, string Output)> StartRefused(
        StateFolder state, IEnumerable<string>? arguments = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        await using RunningProgram program = Launch(state, arguments, environment);
        int code = await program.Exit("its refusal to start", StartPatience);
        return (code, program.Output.Text);
    }

    /// <summary>Connects an operator with the shared secret.</summary>
    public Task<GatewayTestClient> Connect(string name = "a", ConnectOptions? options = null) =>
        GatewayTestClient.ConnectAsync(Url, (options ?? new ConnectOptions()) with { Token = options?.Token ?? Token }, name);

    public Task<int> Stop() => Program.Stop();

    public Task Kill() => Program.Kill();

    public ValueTask DisposeAsync() => Program.DisposeAsync();

    /// <summary>Starts one and waits for nothing.</summary>
    public static RunningProgram Launch(
        StateFolder state, IEnumerable<string>? arguments, IReadOnlyDictionary<string, string>? environment, IReadOnlyList<string>? under = null)
    {
        var variables = new Dictionary<string, string>(environment ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal)
        {
            ["HOME"] = state.Home,
        };
        string[] given = [.. arguments ?? []];
        string[] port = given.Contains("--port", StringComparer.Ordinal) || given.Contains("silo", StringComparer.Ordinal)
            ? []
            : ["--port", 0.ToString(CultureInfo.InvariantCulture)];
        string[] command = [.. under ?? [], Programs.Silo, "up", "--state", state.Path, "--config", state.ConfigPath, .. port, .. given];
        return RunningProgram.Start(command[0], command[1..], variables);
    }
}
