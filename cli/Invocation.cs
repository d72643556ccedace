using System.CommandLine;
using System.Text.Json;
using Moltbot.Cli.Connection;
using Moltbot.Cli.Files;
using Moltbot.Cli.Local;
using Moltbot.Cli.Printing;
using Moltbot.Protocol.Methods;

namespace Moltbot.Cli;

/// <summary>One call of a command: its arguments, and what it may use.</summary>
internal sealed class Invocation
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(10);
    private readonly ParseResult _parsed;
    private readonly GlobalOptions _options;
    private readonly Lazy<StateFolder> _state;
    private readonly Lazy<LocalConfiguration> _configuration;

    public Invocation(ParseResult parsed, CliHost host, GlobalOptions options, CancellationToken cancel)
    {
        _parsed = parsed;
        _options = options;
        Host = host;
        Cancel = cancel;
        Printer = new Printer(host, parsed.GetValue(options.Json));
        _state = new(() => StateFolder.Find(parsed.GetValue(options.State), host));
        _configuration = new(() => LocalConfiguration.At(parsed.GetValue(options.Config), State, host));
    }

    public CliHost Host { get; }

    public CancellationToken Cancel { get; }

    public Printer Printer { get; }

    public StateFolder State => _state.Value;

    /// <summary>The configuration file of this machine.</summary>
    public LocalConfiguration Configuration => _configuration.Value;

    /// <summary>Whether a gateway was named, rather than found in the state folder.</summary>
    public bool NamesGateway => Value(_options.Url) is not null || Host.FirstSet(GatewayLocator.UrlVariable) is not null;

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Timeout => TimeoutOr(DefaultTimeout);

    public T? Value<T>(Option<T> option) => _parsed.GetValue(option);

    public T? Value<T>(Argument<T> argument) => _parsed.GetValue(argument);

    /// <summary>How long an answer may take, for a command with a default of its own.</summary>
    public TimeSpan TimeoutOr(TimeSpan fallback)
    {
        if (Value(_options.Timeout) is not { } text)
        {
            return fallback;
        }

        return WaitTime.Parse(text) ?? throw CliException.Usage($"--timeout takes a time such as 10s, 500ms or 2m, not '{text}'");
    }

    /// <summary>Where the gateway is and what to show it.</summary>
    public GatewayTarget Target() => GatewayLocator.Find(Wishes(), State, Configuration, Host);

    /// <summary>Connects; the connection is closed by whoever asked.</summary>
    public Task<GatewayClient> ConnectAsync() => new GatewayDialer(Host, State, Printer).ConnectAsync(Target(), Timeout, Cancel);

    /// <summary>Connects as the installation's operator, who manages tenants.</summary>
    /// <exception cref="CliException">No operator's token was found, the gateway was not reached, or did not let in.</exception>
    public Task<GatewayClient> ConnectAsOperatorAsync()
    {
        var target = GatewayLocator.Find(Wishes() with { ManagesTenants = true }, State, Configuration, Host);
        return target.Credential is null
            ? throw new CliException(ExitCodes.NotAllowed, "managing tenants needs the operator's token, and none was found", $"looked at {target.CredentialPlaces}")
            : new GatewayDialer(Host, State, Printer).ConnectAsync(target, Timeout, Cancel);
    }

    /// <summary>One question over a connection of its own.</summary>
    public async Task<Answer<TResult>> AskAsync<TParams, TResult>(GatewayMethod<TParams, TResult> method, TParams parameters)
        where TParams : notnull
    {
        await using var gateway = await ConnectAsync();
        return await AskAsync(gateway, method, parameters);
    }

    /// <summary>One question over a connection that is open already.</summary>
    public async Task<Answer<TResult>> AskAsync<TParams, TResult>(
        GatewayClient gateway, GatewayMethod<TParams, TResult> method, TParams parameters)
        where TParams : notnull
    {
        var sent = JsonSerializer.SerializeToUtf8Bytes(parameters, method.ParamsInfo);
        var payload = await AskAsync(gateway, method.Name, sent);
        return new Answer<TResult>(method.Name, payload, method.ResultInfo);
    }

    private GatewayWishes Wishes() => new(Value(_options.Url), Value(_options.Token), Value(_options.TlsFingerprint));

    /// <summary>One question by the method's name.</summary>
    public async Task<JsonElement> AskAsync(GatewayClient gateway, string method, ReadOnlyMemory<byte> parameters)
    {
        await using var spinner = Spinner.Start(Host, $"waiting for {method}");
        return await gateway.RequestAsync(new GatewayRequest(method, parameters) { Timeout = Timeout }, Cancel);
    }
}
