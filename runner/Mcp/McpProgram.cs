using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Processes;
using Moltbot.Runner.Sandboxes;

namespace Moltbot.Runner.Mcp;

/// <summary>
/// A server of tools that is a program in a sandbox and speaks by its standard input and output. The library's own transport would start it outside of
/// one. Its variables come by its input too, before anything else: what stands in an argument every user of the machine can read. It begins in no folder of
/// the session's, where a file that a model wrote could become part of it.
/// </summary>
internal sealed class McpProgram : TransportBase, IClientTransport
{
    /// <summary>Messages that wait to be read. Arbitrary: a program that reads takes each at once.</summary>
    private const int MaxWaiting = 16;

    /// <summary>It ends when nobody has called it for a while, with its conversation and with the runner; this is for where none of that ended it. Arbitrary.</summary>
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(1);

    private const string Script = "while IFS= read -r -d '' each && [ -n \"$each\" ]; do export \"$each\"; done; cd / && exec \"$@\"";

    private readonly Channel<ReadOnlyMemory<byte>> _input = Channel.CreateBounded<ReadOnlyMemory<byte>>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly CancellationTokenSource _stop = new();
    private readonly McpLines _lines;
    private readonly ISandbox _sandbox;
    private readonly SandboxRequest _request;
    private bool _isFlooded;
    private Task? _ended;
    private SandboxEnd? _end;

    /// <param name="sandbox">Runs it.</param>
    /// <param name="place">Where.</param>
    /// <param name="server">The server.</param>
    /// <param name="limits">What it may say.</param>
    public McpProgram(ISandbox sandbox, SandboxPlace place, ToolMcpServer server, McpLimits limits)
        : base(server.Name, null)
    {
        _sandbox = sandbox;
        _lines = new McpLines(limits, Take, Flooded);
        _request = new SandboxRequest(place, ["/bin/bash", "-c", Script, "bash", server.Command!, .. server.Args ?? []])
        {
            Input = Encoding.UTF8.GetBytes(string.Concat((server.Env ?? new Dictionary<string, string>()).Select(static each => $"{each.Key}={each.Value}\0")) + "\0"),
            More = _input.Reader,
            Output = _lines,
            MaxChars = 1,
            Longest = LongestLife,
        };
    }

    string IClientTransport.Name => Name;

    /// <summary>Why it is not there any more, in our words; null while it is, and where we ended it.</summary>
    public string? Problem => _isFlooded ? "it said too much and was ended"
        : _end is { Ending: ProcessEnding.Exited } end ? $"its program ended (exit code {end.ExitCode})"
        : _end is { Ending: ProcessEnding.Lost } ? "its program was lost"
        : null;

    /// <summary>How it ended where no sandbox could be made for it; null otherwise.</summary>
    public SandboxEnd? NotStarted => _end is { Ending: ProcessEnding.NotStarted } end ? end : null;

    public Task<ITransport> ConnectAsync(CancellationToken cancellationToken = default)
    {
        SetConnected();
        _ended = Run();
        return Task.FromResult<ITransport>(this);
    }

    public override async Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default)
    {
        if (message is JsonRpcRequest)
        {
            _lines.Asked();
        }

        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(message, McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage))), (byte)'\n'];
        try
        {
            await _input.Writer.WriteAsync(line, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new IOException("the program has ended");
        }
    }

    /// <summary>Ends it; nothing of it runs when this returns.</summary>
    public override async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_ended is { } ended)
        {
            await ended;
        }
    }

    private async Task Run()
    {
        try
        {
            _end = await _sandbox.Run(_request, CancellationToken.None, _stop.Token);
        }
        catch (Exception failure)
        {
            _end = new SandboxEnd(ProcessEnding.NotStarted, -1, new KeptText("", Truncated: false), failure.Message);
        }
        finally
        {
            _input.Writer.TryComplete();
            SetDisconnected();
        }
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        try
        {
            if (!line.Trim((byte)' ').IsEmpty && JsonSerializer.Deserialize(line, McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage))) is JsonRpcMessage message)
            {
                // The channel behind it takes all: what comes in is counted where the lines are cut.
                _ = WriteMessageAsync(message, CancellationToken.None);
            }
        }
        catch (Exception none) when (none is JsonException or InvalidOperationException or NotSupportedException or ArgumentException or FormatException)
        {
            // What is no message is no answer either.
        }
    }

    private void Flooded()
    {
        _isFlooded = true;
        _stop.Cancel();
    }
}
