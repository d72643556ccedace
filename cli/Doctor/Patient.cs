using Moltbot.Cli.Connection;
using Moltbot.Cli.Files;
using Moltbot.Policy.Configuration;
using Moltbot.Protocol.Methods.Channels;

namespace Moltbot.Cli.Doctor;

/// <summary>Everything the checks look at, gathered before the first of them runs.</summary>
internal sealed record Patient
{
    public required StateFolder State { get; init; }

    /// <summary>The configuration file, loaded.</summary>
    public required ConfigSnapshot Configuration { get; init; }

    /// <summary>The document to judge: of an invalid file nothing can be said.</summary>
    public ConfigDocument? Document => Configuration.Config;

    /// <summary>The shared secret in use on this machine; null when there is none yet.</summary>
    public Credential? Credential { get; init; }

    /// <summary>Where the gateway was looked for.</summary>
    public required string GatewayUrl { get; init; }

    /// <summary>Its version; null when it was not reached.</summary>
    public string? GatewayVersion { get; init; }

    /// <summary>Why it was not reached.</summary>
    public CliException? GatewayFailure { get; init; }

    /// <summary>Its channels, probed; null when it was not reached.</summary>
    public ChannelsStatusResult? Channels { get; init; }

    /// <summary>Models it can use; null when it was not reached.</summary>
    public IReadOnlyList<string>? Models { get; init; }
}
