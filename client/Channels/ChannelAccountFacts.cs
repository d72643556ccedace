namespace Moltbot.Gateway.Channels;

/// <summary>What the configuration says about an account, without its secrets.</summary>
public sealed record ChannelAccountFacts
{
    /// <summary>Whether it is switched on.</summary>
    public required bool Enabled { get; init; }

    /// <summary>Where its credential comes from: <c>config</c>, <c>tokenFile</c>, <c>env</c> or <c>none</c>.</summary>
    public required string TokenSource { get; init; }

    /// <summary>Whether the process's environment holds a credential that counts for it, used or not.</summary>
    public bool HasEnvironmentToken { get; init; }

    /// <summary>The key of the account's section that holds its credential; logging out removes it.</summary>
    public required string CredentialKey { get; init; }

    /// <summary>Who may write to it directly.</summary>
    public string? DmPolicy { get; init; }

    /// <summary>Who is on its list.</summary>
    public IReadOnlyList<string>? AllowFrom { get; init; }
}
