using Moltbot.Gateway.Channels.Telegram.Api;
using Moltbot.GrainInterfaces;

namespace Moltbot.Gateway.Channels.Telegram;

/// <summary>What the host decides for all tenants.</summary>
public sealed class TelegramPlatformOptions
{
    /// <summary>
    /// Whether a tenant is the operator, who may name files and variables of the host as the source of a token. By default that is
    /// the one tenant of an installation without tenants.
    /// </summary>
    public Func<string, bool> IsOperator { get; init; } = static tenant => tenant == TenantId.Default;

    /// <summary>The process's variables, for <c>TELEGRAM_BOT_TOKEN</c>.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>
    /// Makes the connections of a tenant's accounts; the place for a connect callback that keeps a tenant out of private networks.
    /// See <see cref="TelegramHttp.Harden"/>.
    /// </summary>
    public Func<string, SocketsHttpHandler> CreateHandler { get; init; } = static _ => TelegramHttp.CreateHandler();
}
