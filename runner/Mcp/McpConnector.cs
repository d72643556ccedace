using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Moltbot.Policy;
using Moltbot.Policy.Addresses;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Tools;
using Moltbot.Runner.Web;

namespace Moltbot.Runner.Mcp;

/// <summary>
/// Begins to speak with servers of tools: programs in the sandbox of the call, addresses of the open internet. They are told of no ability of ours, so
/// whatever they ask for (a model's words, a person's, files) is refused.
/// </summary>
/// <param name="limits">What they may take up.</param>
/// <param name="connection">Connects to addresses, of the open internet alone.</param>
/// <param name="time">The clock.</param>
internal sealed class McpConnector(McpLimits limits, HttpMessageHandler connection, TimeProvider time)
{
    /// <summary>How long a server may leave a question of the newest revision of the protocol without an answer before it is asked as older ones are.</summary>
    private static readonly TimeSpan Probe = TimeSpan.FromSeconds(3);

    /// <summary>Connects to one.</summary>
    /// <param name="call">The call for which it is had.</param>
    /// <param name="server">The server.</param>
    /// <param name="cancel">Ends the beginning, not what it came to.</param>
    /// <exception cref="McpFailure">It cannot be had; nothing of it is left.</exception>
    /// <exception cref="SandboxFailure">There is no sandbox for it.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public async Task<McpClient> Connect(ToolCall call, ToolMcpServer server, CancellationToken cancel) => server switch
    {
        { Command: { } command, Url: null } when command.Length > 0 && !command.StartsWith('-') => await ToProgram(call, server, cancel),
        { Command: null, Url: { } url } => await ToAddress(server, url, cancel),
        _ => throw new McpFailure("it is neither a program nor an address"),
    };

    private async Task<McpClient> ToProgram(ToolCall call, ToolMcpServer server, CancellationToken cancel)
    {
        var program = new McpProgram(call.Sandbox, call.Place, server, limits);
        try
        {
            return await McpClient.CreateAsync(program, Options(), null, cancel);
        }
        catch (Exception failure)
        {
            await program.DisposeAsync();
            if (program.NotStarted is { } end)
            {
                throw new SandboxFailure(end);
            }

            cancel.ThrowIfCancellationRequested();
            throw new McpFailure(program.Problem ?? WordsFor(failure));
        }
    }

    private async Task<McpClient> ToAddress(ToolMcpServer server, string url, CancellationToken cancel)
    {
        if (!WebAddress.TryParse(url, out var address, out var refusal))
        {
            throw new McpFailure(refusal);
        }

        if (address.Scheme != Uri.UriSchemeHttps && server.Headers is { Count: > 0 })
        {
            throw new McpFailure("headers are sent by https alone");
        }

        // The connection is everybody's, and no client's to end.
        var http = new HttpClient(new McpHttpHandler(connection, limits.AnswerBytes, limits.Replies), disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            var transport = new HttpClientTransport(
                new HttpClientTransportOptions
                {
                    Endpoint = address,
                    Name = server.Name,
                    TransportMode = HttpTransportMode.StreamableHttp,
                    AdditionalHeaders = server.Headers?.ToDictionary(StringComparer.OrdinalIgnoreCase),
                    EnableStandaloneGetStream = false,
                    MaxReconnectionAttempts = 0,
                },
                http,
                null,
                ownsHttpClient: true);
            return await McpClient.CreateAsync(transport, Options(), null, cancel);
        }
        catch (Exception failure)
        {
            http.Dispose();
            cancel.ThrowIfCancellationRequested();
            throw new McpFailure(WordsFor(failure));
        }
    }

    private McpClientOptions Options() => new()
    {
        ClientInfo = new Implementation { Name = "moltbot", Version = ProductVersion.Text },
        DiscoverProbeTimeout = Probe,
        // The call's own time bounds it.
        InitializationTimeout = TimeSpan.FromMilliseconds(ToolRunParams.MaxTimeoutMs),
        TimeProvider = time,
    };

    private static string WordsFor(Exception failure) => failure switch
    {
        HttpRequestException { InnerException: PrivateAddressException } or PrivateAddressException => "its host is not of the open internet",
        HttpRequestException { StatusCode: { } status } => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"it answered status {(int)status}"),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "its host is not known",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "its host shows no certificate that is valid for it",
        HttpRequestException => "its host cannot be connected to",
        _ => "it does not speak the Model Context Protocol as it should",
    };
}
