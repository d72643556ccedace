using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.Tools;

/// <summary>A runner of its own, with a state of its own, behind a line that the test cuts.</summary>
internal sealed class RemoteRunner : IAsyncDisposable
{
    private readonly StateFolder _state = new();
    private readonly TcpListener _line = new(IPAddress.Loopback, 0);
    private readonly Lock _gate = new();
    private readonly List<Socket> _sockets = [];
    private readonly CancellationTokenSource _over = new();
    private readonly int _gatewayPort;
    private RunningProgram _program = null!;
    private bool _isCut;

    private RemoteRunner(int gatewayPort) => _gatewayPort = gatewayPort;

    /// <summary>The workspace of the main agent there.</summary>
    public string Workspace => Path.Combine(_state.Path, "workspaces", "default", "main");

    /// <summary>Starts one that comes with a setup code; done when it is connected.</summary>
    public static async Task<RemoteRunner> Start(RunningSystem system, StateFolder systemState, GatewayTestClient client, string name)
    {
        var runner = new RemoteRunner(system.Url.Port);
        runner._line.Start();
        _ = runner.Carry();
        var (exit, output) = await CommandLine.Run(systemState, "setup-code", "create", "--role", "node", "--json");
        exit.ShouldBe(0, output);
        string file = Path.Combine(runner._state.Home, "code");
        await File.WriteAllTextAsync(file, JsonDocument.Parse(output).RootElement.GetProperty("code").GetString());
        int port = ((IPEndPoint)runner._line.LocalEndpoint).Port;
        runner._program = RunningProgram.Start(
            Programs.Runner, ["--url", $"ws://127.0.0.1:{port}", "--token-file", file, "--state", runner._state.Path, "--name", name],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = runner._state.Home });
        await runner._program.Output.Line($"that {name} is connected", static line => line.Contains("connected to", StringComparison.Ordinal), Waits.Limit);
        await Waits.Until(async () => (await client.Nodes()).Any(node => node.GetProperty("connected").GetBoolean() && node.ToString().Contains(name, StringComparison.Ordinal)), $"{name} to be connected");
        return runner;
    }

    /// <summary>Ends it at once.</summary>
    public Task Kill() => _program.Kill();

    /// <summary>Stops it where it is; it hears and does nothing.</summary>
    public Task Pause() => Signal("STOP");

    /// <summary>Lets it go on.</summary>
    public Task Resume() => Signal("CONT");

    /// <summary>Cuts its line: the gateway sees it go, also where it is paused.</summary>
    public void Cut()
    {
        lock (_gate)
        {
            _isCut = true;
            foreach (Socket socket in _sockets)
            {
                socket.Dispose();
            }

            _sockets.Clear();
        }
    }

    /// <summary>The line is there again.</summary>
    public void Mend()
    {
        lock (_gate)
        {
            _isCut = false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Resume();
        await _program.DisposeAsync();
        await _over.CancelAsync();
        Cut();
        _line.Dispose();
        _over.Dispose();
        _state.Dispose();
    }

    private async Task Signal(string name)
    {
        if (!_program.HasExited)
        {
            using var kill = global::System.Diagnostics.Process.Start("kill", [$"-{name}", _program.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
        }
    }

    private async Task Carry()
    {
        try
        {
            while (true)
            {
                Socket near = await _line.AcceptSocketAsync(_over.Token);
                var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
                lock (_gate)
                {
                    if (_isCut)
                    {
                        near.Dispose();
                        far.Dispose();
                        continue;
                    }

                    _sockets.AddRange([near, far]);
                }

                await far.ConnectAsync(IPAddress.Loopback, _gatewayPort, _over.Token);
                _ = Copy(near, far);
                _ = Copy(far, near);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static async Task Copy(Socket from, Socket to)
    {
        byte[] buffer = new byte[65_536];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and int count)
            {
                await to.SendAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // Below.
        }

        from.Dispose();
        to.Dispose();
    }
}
