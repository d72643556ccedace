namespace Moltbot.Models.Calls;

/// <summary>A call of a service that is no model.</summary>
public sealed record PublicCall
{
    /// <summary>GET, POST and so on.</summary>
    public required string Method { get; init; }

    /// <summary>An http or https address without user name.</summary>
    public required Uri Address { get; init; }

    /// <summary>Headers. May hold secrets, which go to this address only: no redirect is followed.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>What is sent; null for nothing.</summary>
    public string? Body { get; init; }

    /// <summary>What kind of text that is.</summary>
    public string? ContentType { get; init; }

    /// <summary>From the beginning to the last byte of the answer.</summary>
    public required TimeSpan Timeout { get; init; }
}
