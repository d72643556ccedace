using System.Text.Json.Nodes;
using Moltbot.Cli.Connection;
using Moltbot.Cli.Files;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Writing;
using Moltbot.Policy.SecurityAudit;
using Moltbot.Policy.SecurityAudit.Starts;
using Moltbot.Protocol.Methods.Channels;

namespace Moltbot.Cli.Doctor;

/// <summary>Everything the checks look at, gathered before the first of them runs.</summary>
internal sealed record Patient
{
    public required StateFolder State { get; init; }

    /// <summary>The configuration that the gateway goes by, loaded; this machine's file when no gateway answered.</summary>
    public required ConfigSnapshot Configuration { get; init; }

    /// <summary>This machine's file, whether it is <see cref="Configuration"/> or not.</summary>
    public required string LocalConfigurationPath { get; init; }

    /// <summary>The files that this machine's file includes.</summary>
    public IReadOnlyList<string> Includes { get; init; } = [];

    /// <summary>The document to judge: of an invalid file nothing can be said.</summary>
    public ConfigDocument? Document => Configuration.Config;

    /// <summary>Variables of the process.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>The home folder; null when there is none.</summary>
    public string? Home => Environment("HOME");

    /// <summary>The shared secret in use on this machine; null when there is none yet.</summary>
    public Credential? Credential { get; init; }

    /// <summary>Where the gateway was looked for.</summary>
    public required string GatewayUrl { get; init; }

    /// <summary>Whether that is on this machine.</summary>
    public bool IsLocalGateway { get; init; }

    /// <summary>Its version; null when it was not reached.</summary>
    public string? GatewayVersion { get; init; }

    /// <summary>Why it was not reached.</summary>
    public CliException? GatewayFailure { get; init; }

    /// <summary>Its channels, probed; null when nobody was asked.</summary>
    public ChannelsStatusResult? Channels { get; init; }

    /// <summary>Models it can use; null when nobody was asked.</summary>
    public IReadOnlyList<string>? Models { get; init; }

    /// <summary>How the gateway that answers was started; null when it does not tell this machine.</summary>
    public GatewayStart? Start { get; init; }

    /// <summary>The senders approved by code, by channel and account; null when nobody could be asked.</summary>
    public IReadOnlyDictionary<(string Channel, string Account), IReadOnlyList<string>>? Approved { get; init; }

    /// <summary>What the pure checks look at; null when the configuration is invalid.</summary>
    public AuditSubject? Subject => Document is not { } document ? null : new AuditSubject
    {
        Document = document,
        Written = Configuration.Parsed as JsonObject,
        Secret = (document.Gateway.Auth.Settings with
        {
            Token = Credential?.Token ?? Unmasked(document.Gateway.Auth.Settings.Token),
            Password = Credential?.Password ?? Unmasked(document.Gateway.Auth.Settings.Password),
        }).Resolve(Environment),
        SecretSource = Credential?.Source ?? "gateway.auth",
        MakesToken = true,
        // Variables of this machine say nothing of a gateway elsewhere.
        Environment = IsLocalGateway ? Environment : static _ => null,
        Start = Start,
        StartUnknown = Unknown.Why,
        StartRemedy = Unknown.Remedy,
        StateDirectory = State.Path,
        ConfigPath = Configuration.Path,
        Approved = Approved,
    };

    private (string Why, string? Remedy) Unknown => (IsLocalGateway, GatewayFailure, Start) switch
    {
        (false, _, _) => ("the gateway is on another machine", "ask there, as its owner: moltbot doctor"),
        (true, { NobodyThere: true }, _) => ("no gateway runs here, and only one that runs can tell", "./moltbot up, then ask again"),
        (true, _, null) => ($"the gateway that answers does not tell in {State.RunningGateway}", "name its state folder (--state), and ask as its owner"),
        _ => ("only the silos of the cluster know", null),
    };

    // Another gateway tells that it has a secret, not which.
    private static string? Unmasked(string? secret) => secret == SecretMask.Mask ? null : secret;
}
