namespace Moltbot.Protocol.Methods.Connection;

/// <summary>What a client says of itself in the first request (section 2.1).</summary>
public sealed record ConnectParams
{
    /// <summary>Lowest version spoken, at least 1.</summary>
    public required long MinProtocol { get; init; }

    /// <summary>Highest version spoken, at least 1.</summary>
    public required long MaxProtocol { get; init; }

    /// <summary>The program.</summary>
    public required ConnectClient Client { get; init; }

    /// <summary>Node capabilities, or client features such as <c>tool-events</c>.</summary>
    public IReadOnlyList<string>? Caps { get; init; }

    /// <summary>Commands a node declares.</summary>
    public IReadOnlyList<string>? Commands { get; init; }

    /// <summary>Permissions the node's system granted.</summary>
    public IReadOnlyDictionary<string, bool>? Permissions { get; init; }

    /// <summary>The node's PATH.</summary>
    public string? PathEnv { get; init; }

    /// <summary><c>operator</c> (default) or <c>node</c>; others are refused by the gateway, not by the shape.</summary>
    public string? Role { get; init; }

    /// <summary>Scopes asked for; they are signed as sent.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>The device's identity and signature.</summary>
    public ConnectDevice? Device { get; init; }

    /// <summary>Secrets; never logged.</summary>
    public ConnectAuth? Auth { get; init; }

    /// <summary>Informational.</summary>
    public string? Locale { get; init; }

    /// <summary>Informational.</summary>
    public string? UserAgent { get; init; }
}
