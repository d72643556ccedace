using Moltbot.Gateway.Channels.Api;
using Moltbot.GrainInterfaces;

namespace Moltbot.Gateway.Channels;

/// <summary>What the host decides for all tenants.</summary>
public sealed class ChannelPlatformOptions
{
    /// <summary>
    /// Whether a tenant is the operator, who may name files and variables of the host as the source of a token, and whose
    /// <c>apiRoot</c> may lead into private networks. By default that is the installation's own tenant and no other.
    /// </summary>
    public Func<string, bool> IsOperator { get; init; } = static tenant => tenant == TenantId.Default;

    /// <summary>The process's variables, for <c>TELEGRAM_BOT_TOKEN</c>, <c>DISCORD_BOT_TOKEN</c> and their like.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>How long a platform may take to answer, where an account's configuration does not say.</summary>
    internal TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Makes the connections of a tenant's accounts: the operator's go anywhere, another tenant's to public addresses only.</summary>
    internal SocketsHttpHandler CreateHandler(string tenant) =>
        IsOperator(tenant) ? ChannelHttp.CreateHandler() : ChannelHttp.CreateGuardedHandler();
}
